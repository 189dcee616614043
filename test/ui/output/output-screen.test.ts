import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../src/problem/problem.ts';
import { createOutputScreen } from '../../../src/ui/output/output-screen.ts';
import type {
  OutputHeading,
  OutputScreen,
  OutputScreenOptions,
  OutputView,
} from '../../../src/ui/output/screen-options.ts';
import { actions, type ActionId } from '../../../src/ui/keymap/actions.ts';
import { type Line, span } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { MemorySource } from './memory-source.ts';

const size = { columns: 60, rows: 13 };
/** Rows for lines: two are the header's, one is the key bar's. */
const body = 10;

const heading: OutputHeading = {
  step: 'save-state',
  attempt: 2,
  place: [span(' PRODUCTION ', 'production'), span(' prod/shop', 'strong')],
  command: 'kubectl get pods\nkubectl get deployments',
  standing: 'running for 3 s',
  tone: 'accent',
};

const opened: OutputScreen[] = [];

afterEach(() => {
  for (const screen of opened.splice(0)) screen.close();
});

function open(source: MemorySource, more: Partial<OutputScreenOptions> = {}): OutputScreen {
  const screen = createOutputScreen({
    source,
    heading: () => heading,
    colour: true,
    actionFor,
    copy: () => undefined,
    pager: undefined,
    page: () => Promise.resolve(undefined),
    save: {
      look: (path) => Promise.resolve({ there: 'nothing', path }),
      write: () => Promise.resolve(undefined),
    },
    onClose: () => undefined,
    ...more,
  });
  opened.push(screen);
  return screen;
}

/** The keys as they are shipped. */
function actionFor(chord: string, { searching }: { readonly searching: boolean }): ActionId | undefined {
  const inSearch = ['search-next', 'search-previous'];
  return actions.find(
    ({ id, screen, keys }) =>
      (screen === 'output' || screen === 'everywhere') &&
      keys.some((key) => key === chord) &&
      (searching || !inSearch.includes(id)),
  )?.id;
}

function press(screen: OutputScreen, ...chords: readonly string[]): void {
  for (const chord of chords) {
    const text = chord.length === 1 ? chord : '';
    screen.input({ input: 'key', chord, text, alone: true });
  }
}

function letters(text: string): readonly string[] {
  return text.split('');
}

function type(screen: OutputScreen, text: string): void {
  press(screen, ...letters(text));
}

function rowsOf(view: OutputView): readonly string[] {
  return view.rows.map(plainText);
}

function texts(lines: readonly Line[]): string {
  return lines.map(plainText).join('\n');
}

/** What the screen shows once it has read what it needs. */
async function expectView(screen: OutputScreen, check: (view: OutputView) => void): Promise<OutputView> {
  return vi.waitFor(() => {
    const view = screen.view(size);
    check(view);
    return view;
  });
}

async function expectTop(screen: OutputScreen, first: string): Promise<OutputView> {
  return expectView(screen, (view) => expect(rowsOf(view)[0]).toBe(first));
}

function numbered(count: number, from = 1): string {
  return Array.from({ length: count }, (_, at) => `line ${from + at}\n`).join('');
}

function timeAt(offset: number): number | undefined {
  return offset >= 7 ? offset : undefined;
}

function clockTime(ms: number): string {
  return `t${String(ms).padStart(3, '0')}`;
}

describe('the output screen', () => {
  it('shows the end first, and scrolls by lines, halves and pages', async () => {
    const screen = open(new MemorySource(numbered(100)));
    const view = await expectTop(screen, 'line 91');
    expect(rowsOf(view)).toHaveLength(body);
    expect(rowsOf(view).at(-1)).toBe('line 100');
    press(screen, 'k');
    await expectTop(screen, 'line 90');
    press(screen, 'ctrl+u');
    await expectTop(screen, 'line 85');
    press(screen, 'pageup');
    await expectTop(screen, 'line 76');
    press(screen, 'g');
    await expectTop(screen, 'line 1');
    press(screen, 'pagedown', 'j', 'ctrl+d');
    await expectTop(screen, 'line 16');
    press(screen, 'G');
    await expectTop(screen, 'line 91');
  });

  it('fills exactly the size it is given, at any size', async () => {
    const screen = open(new MemorySource(numbered(500)));
    await expectTop(screen, 'line 491');
    for (const [columns, rows] of [
      [60, 15],
      [80, 24],
      [120, 40],
      [200, 60],
      [20, 5],
    ] as const) {
      const view = await vi.waitFor(() => {
        const now = screen.view({ columns, rows });
        expect(rowsOf(now).at(-1)).toBe('line 500');
        return now;
      });
      expect(view.header.length + view.rows.length + 1).toBe(rows);
      for (const line of [...view.header, ...view.rows])
        expect(plainText(line).length).toBeLessThanOrEqual(columns);
    }
  });

  it('says what it shows', async () => {
    const screen = open(new MemorySource(numbered(2000)));
    const view = await vi.waitFor(() => {
      const now = screen.view({ columns: 100, rows: 30 });
      expect(texts(now.header)).toContain('2,000 lines');
      return now;
    });
    expect(view.header).toHaveLength(3);
    const text = texts(view.header);
    expect(text).toMatch(/^Output of save-state · attempt 2 · running for 3 s +END\n/);
    expect(text).toContain('18.9 kB · 2,000 lines · from line 1,975');
    expect(text).toContain('$ kubectl get pods … 1 line more');
  });

  it('follows what comes, counts what came while one looked back, and follows again', async () => {
    const source = new MemorySource(numbered(50), true);
    const screen = open(source);
    await expectTop(screen, 'line 41');
    expect(texts(screen.view(size).header)).toContain('FOLLOWING');
    source.append(numbered(5, 51));
    await expectTop(screen, 'line 46');
    press(screen, 'k');
    await expectTop(screen, 'line 45');
    source.append(numbered(3, 56));
    const view = await expectView(screen, (now) =>
      expect(texts(now.header)).toContain('PAUSED · 3 new lines'),
    );
    expect(rowsOf(view)[0]).toBe('line 45');
    press(screen, 'G');
    await expectView(screen, (now) => expect(texts(now.header)).toContain('FOLLOWING'));
    await expectTop(screen, 'line 49');
    press(screen, 's');
    source.append(numbered(3, 59));
    await expectView(screen, (now) => expect(texts(now.header)).toContain('PAUSED · 3 new lines'));
    expect(rowsOf(screen.view(size))[0]).toBe('line 49');
    source.end();
    await expectView(screen, (now) => expect(texts(now.header)).not.toContain('PAUSED'));
  });

  it('breaks long lines or scrolls along them', async () => {
    const screen = open(new MemorySource(`${'0123456789'.repeat(12)}\nshort\n`));
    await expectTop(screen, `${'0123456789'.repeat(5)}012345678▸`);
    press(screen, 'right');
    await expectTop(screen, `${'0123456789'.repeat(5)}012345678▸`);
    press(screen, 'right');
    const view = await expectTop(screen, '0123456789'.repeat(6));
    expect(texts(view.header)).toContain('from column 61');
    press(screen, 'w');
    await expectView(screen, (now) =>
      expect(rowsOf(now).slice(0, 3)).toEqual(['0123456789'.repeat(6), '0123456789'.repeat(6), 'short']),
    );
  });

  it('shows when lines came, where that is known', async () => {
    const screen = open(new MemorySource('line 1\nline 2\n'), { timeAt, clockTime });
    await expectTop(screen, 'line 1');
    press(screen, 't');
    expect(plainText(screen.view(size).said ?? [])).toContain('only of what came while');
    const view = await expectTop(screen, '     line 1');
    expect(rowsOf(view)[1]).toBe('t007 line 2');
    expect(texts(view.header)).toContain('times not known');
  });

  it('searches from where one looks, goes through the matches and around the end', async () => {
    const lines = numbered(100)
      .replace('line 20\n', 'line 20 Needle\n')
      .replace('line 60\n', 'line 60 needle\n');
    const screen = open(new MemorySource(lines));
    await expectTop(screen, 'line 91');
    press(screen, 'g', '/');
    await expectTop(screen, 'line 1');
    type(screen, 'needle');
    expect(plainText(screen.view(size).said ?? [])).toBe('/needle ');
    press(screen, 'enter');
    const first = await expectTop(screen, '  line 17');
    expect(first.rows[3]).toContainEqual({ text: 'Needle', tone: 'match' });
    expect(rowsOf(first)[3]).toMatch(/^ │line 20/);
    expect(first.searching).toBe(true);
    press(screen, 'n');
    await expectTop(screen, '  line 57');
    press(screen, 'n');
    const around = await expectTop(screen, '  line 17');
    expect(plainText(around.said ?? [])).toBe('The search reached the end, and went on at the beginning.');
    press(screen, 'N');
    await expectTop(screen, '  line 57');
    press(screen, '/', ...letters('Needle'), 'enter', 'n');
    await expectTop(screen, '  line 17');
    press(screen, 'escape');
    expect(screen.view(size).searching).toBe(false);
  });

  it('says when there is no match', async () => {
    const screen = open(new MemorySource(numbered(10)));
    await expectTop(screen, 'line 1');
    press(screen, '/', ...letters('absent'), 'enter');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toBe('“absent” is not in this output.'),
    );
  });

  it('leads to what it found far to the right, and says when it is in what is not shown', async () => {
    const lines = `${'x'.repeat(200)}needle\n${'y'.repeat(20_000)}hidden\n`;
    const screen = open(new MemorySource(lines));
    await expectView(screen, (view) => expect(rowsOf(view)[0]).toContain('xxx'));
    press(screen, '/', ...letters('needle'), 'enter');
    await expectView(screen, (view) =>
      expect(view.rows[0]).toContainEqual({ text: 'needle', tone: 'match' }),
    );
    press(screen, '/', ...letters('hidden'), 'enter');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toContain('in the part of the line that is not shown'),
    );
  });

  it('goes to lines that look like errors', async () => {
    const lines = numbered(100)
      .replace('line 30\n', 'line 30 error: broken\n')
      .replace('line 40\n', 'line 40 0 errors\n');
    const screen = open(new MemorySource(lines));
    await expectTop(screen, 'line 91');
    press(screen, 'E');
    const found = await expectTop(screen, '  line 27');
    expect(rowsOf(found)[3]).toBe(' │line 30 error: broken');
    press(screen, 'e');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toContain('went on at the beginning'),
    );
  });

  it('marks lines, goes from one to the next, and copies what is between them', async () => {
    const copied: string[] = [];
    const screen = open(new MemorySource(`\u001b[31mred\u001b[0m\n${numbered(50, 2)}`), {
      copy: (text) => copied.push(text),
    });
    await expectTop(screen, 'line 42');
    press(screen, 'g');
    await expectTop(screen, 'red');
    press(screen, 'c');
    await expectView(screen, ({ said }) => expect(plainText(said ?? [])).toContain('10 lines'));
    expect(copied).toEqual([['red', ...numbered(9, 2).trimEnd().split('\n')].join('\n')]);
    press(screen, 'm');
    await expectTop(screen, '▸ red');
    press(screen, 'j', 'j');
    await expectTop(screen, '  line 3');
    press(screen, 'm');
    await expectTop(screen, '▸ line 3');
    press(screen, 'c');
    await vi.waitFor(() => expect(copied.at(-1)).toBe('red\nline 2\nline 3'));
    press(screen, "'");
    await expectTop(screen, '▸ red');
    press(screen, "'");
    await expectTop(screen, '▸ line 3');
    press(screen, 'm');
    await expectTop(screen, '  line 3');
  });

  it('does not copy what no terminal takes', async () => {
    const screen = open(new MemorySource(`${'x'.repeat(200)}\n`.repeat(5000)));
    await expectView(screen, (view) => expect(texts(view.header)).toContain('5,000 lines'));
    press(screen, 'm', 'g');
    await expectView(screen, (view) => expect(texts(view.header)).toContain('from line 1 '));
    press(screen, 'm', 'c');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toBe('1.0 MB is too much to copy. Save it, or mark fewer lines.'),
    );
  });

  it('is only the output when it is borderless', async () => {
    const screen = open(new MemorySource(numbered(100)));
    await expectTop(screen, 'line 91');
    press(screen, 'f');
    const view = await expectTop(screen, 'line 88');
    expect(view).toMatchObject({ header: [], said: undefined, borderless: true });
    expect(view.rows).toHaveLength(size.rows);
    press(screen, 'escape');
    await expectTop(screen, 'line 91');
  });

  it('opens the pager on the file', async () => {
    const argv: (readonly string[])[] = [];
    const page = (given: readonly string[]): Promise<undefined> => {
      argv.push(given);
      return Promise.resolve(undefined);
    };
    const source = new MemorySource('x\n');
    press(open(source, { page }), 'v');
    press(open(source, { page, pager: 'most -s' }), 'v');
    expect(argv).toEqual([
      ['less', '-R', source.path],
      ['sh', '-c', 'most -s "$1"', 'sh', source.path],
    ]);
  });

  it('says why the pager could not be opened', async () => {
    const failed = problem('output/save-failed', 'There is no program less.', { hint: 'Install it' });
    const screen = open(new MemorySource('x\n'), { page: () => Promise.resolve(failed) });
    press(screen, 'v');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toBe('There is no program less. Install it.'),
    );
  });

  it('saves under a name, and asks before it replaces a file', async () => {
    const written: string[] = [];
    const screen = open(new MemorySource('x\n'), {
      save: {
        look: (path) => Promise.resolve({ there: path === 'old' ? 'file' : 'nothing', path }),
        write: (path, _source, replace) => {
          written.push(`${path} ${replace}`);
          return Promise.resolve(undefined);
        },
      },
    });
    press(screen, 'S');
    expect(plainText(screen.view(size).said ?? [])).toBe('Save as: save-state.2.log ');
    press(screen, 'enter');
    await expectView(screen, ({ said }) =>
      expect(plainText(said ?? [])).toBe('Saved 2 B to save-state.2.log.'),
    );
    press(screen, 'S', 'ctrl+u', ...letters('old'), 'enter');
    await expectView(screen, ({ said }) => expect(plainText(said ?? [])).toContain('Replace it?'));
    screen.input({ input: 'key', chord: 'y', text: 'y', alone: false });
    press(screen, 'enter');
    expect(plainText(screen.view(size).said ?? [])).toContain('Replace it?');
    press(screen, 'escape');
    expect(written).toEqual(['save-state.2.log false']);
    press(screen, 'S', 'ctrl+u', ...letters('old'), 'enter');
    await expectView(screen, ({ said }) => expect(plainText(said ?? [])).toContain('Replace it?'));
    press(screen, 'y');
    await vi.waitFor(() => expect(written).toEqual(['save-state.2.log false', 'old true']));
  });

  it('says what was saved in a row of its own, and leaves the keys in sight', async () => {
    const screen = open(new MemorySource('x\n'), {
      save: {
        look: (path) => Promise.resolve({ there: 'nothing', path }),
        write: () => Promise.resolve(undefined),
      },
    });
    press(screen, 'S');
    const asked = screen.view(size);
    expect(plainText(asked.keys ?? [])).toContain('Esc save nothing');
    expect(asked.cursor).toBe('Save as: save-state.2.log'.length);
    press(screen, 'enter');
    await expectView(screen, ({ said, keys, header, rows, borderless }) => {
      expect(plainText(said ?? [])).toContain('Saved');
      // The last row is the key bar's.
      expect({ keys, borderless }).toEqual({ keys: undefined, borderless: false });
      expect(header.length + rows.length + 2).toBe(size.rows);
    });
    press(screen, 'j');
    expect(screen.view(size).said).toBeUndefined();
  });

  it('takes a paste into its field, on one line, and nowhere else', () => {
    const screen = open(new MemorySource('x\n'));
    expect(screen.input({ input: 'paste', text: 'q' })).toBe(true);
    press(screen, '/');
    screen.input({ input: 'paste', text: 'two\nlines\u001b' });
    expect(plainText(screen.view(size).said ?? [])).toBe('/two lines ');
    press(screen, 'backspace');
    expect(plainText(screen.view(size).said ?? [])).toBe('/two line ');
  });

  it('closes one thing after the other, itself last', async () => {
    let closed = 0;
    const screen = open(new MemorySource(numbered(3)), { onClose: () => (closed += 1) });
    await expectTop(screen, 'line 1');
    press(screen, 'f', '/', ...letters('line'), 'enter');
    await expectView(screen, (view) => expect(view.rows[0]).toContainEqual({ text: 'line', tone: 'match' }));
    press(screen, 'escape', 'escape');
    expect(closed).toBe(0);
    press(screen, 'escape');
    expect(closed).toBe(1);
  });

  it('leaves the keys of the program to the program', () => {
    const screen = open(new MemorySource('x\n'));
    const key = (chord: string): boolean => screen.input({ input: 'key', chord, text: '', alone: true });
    expect(key('ctrl+c')).toBe(false);
    expect(key('?')).toBe(false);
    press(screen, '/');
    expect(key('ctrl+c')).toBe(false);
    expect(screen.input({ input: 'key', chord: '?', text: '?', alone: true })).toBe(true);
  });
});

describe('an output that is not what it should be', () => {
  it.each([
    ['', 10, false, 'The output is missing: the log says that it has 10 B.'],
    ['one\n', 10, false, 'it has 4 bytes, the log says 10 bytes'],
    ['one\n', 4, true, 'The output is not whole: it was cut short while it was written.'],
  ])('says so: %j of %d bytes', async (text, bytes, truncated, said) => {
    const screen = open(new MemorySource(text), {
      heading: () => ({ ...heading, recorded: { bytes, truncated } }),
    });
    const view = screen.view({ columns: 120, rows: 13 });
    expect(texts(view.header)).toContain(said);
    expect(view.header.length + view.rows.length + 1).toBe(13);
  });

  it('is said to be unreadable, with the reason, and shown as soon as it is readable', async () => {
    const source = new MemorySource('one\n');
    source.broken = new Error('EIO: i/o error');
    const screen = open(source);
    await expectView(screen, ({ header }) =>
      expect(texts(header)).toContain('The output can’t be read: EIO: i/o error.'),
    );
    source.broken = undefined;
    source.tell();
    const view = await expectTop(screen, 'one');
    expect(texts(view.header)).not.toContain('can’t be read');
  });

  it('may be nothing', async () => {
    await expectTop(open(new MemorySource('', true)), 'No output yet.');
    await expectTop(open(new MemorySource('')), 'No output.');
  });
});
