import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import { libraryInput } from '../../../src/ui/library/library-input.ts';
import { libraryLines } from '../../../src/ui/library/library-lines.ts';
import {
  focusedItem,
  type LibraryState,
  openLibraryScreen,
  withView,
} from '../../../src/ui/library/library-state.ts';
import type { LibraryChoice } from '../../../src/ui/library/library-view.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { asText, expectFits, goldenSizes } from '../form/drawn.ts';
import { anyInput, anySize, key, letter, paste, typed } from '../form/keys.ts';
import { empty, entry, full } from './views.ts';

const { keymap } = createKeymap();
const place = { size: { columns: 80, rows: 24 }, keymap };

function play(start: LibraryState, ...inputs: readonly Input[]): LibraryState | LibraryChoice {
  let state = start;
  for (const input of inputs) {
    const next = libraryInput(state, input, place);
    if ('choice' in next) return next;
    state = next.state;
  }
  return state;
}

function screen(played: LibraryState | LibraryChoice): string {
  return 'choice' in played ? played.choice : libraryLines(played, place).lines.map(plainText).join('\n');
}

const down = (count: number): readonly Input[] => Array.from({ length: count }, () => key('down'));

describe('the library', () => {
  it('offers unfinished sessions first, and says what Enter does', () => {
    const opened = openLibraryScreen(full);
    expect(screen(opened)).toMatch(/▸ PRODUCTION deploy in production/);
    expect(screen(opened)).toContain('step 7 of 14: Wait for the first wave');
    expect(screen(opened)).toContain('bob is writing it now');
    expect(screen(opened)).toContain('Enter go on with it');
    expect(play(opened, key('enter'))).toEqual({ choice: 'resume', session: '20260102-091500-deploy-1a2b' });
    expect(screen(play(opened, ...down(2)))).toContain('Enter start it');
    expect(play(opened, ...down(2), key('enter'))).toEqual({ choice: 'open', runbook: 'deploy' });
    expect(play(opened, letter('q'))).toEqual({ choice: 'quit' });
  });

  it('starts no file that is not valid, and says how to see why', () => {
    const refused = play(openLibraryScreen(full), ...down(4), key('enter'));
    expect(screen(refused).replaceAll('\n', ' ')).toContain(
      'rotate-certificates can’t be started: its file has 3 errors. See what to: teei-runbook lint runbooks/rotate-certificates.md'.slice(
        0,
        70,
      ),
    );
    expect(screen(refused)).toContain('teei-runbook lint runbooks/rotate-certificates.md');
    expect(screen(play(openLibraryScreen(full), ...down(4), key('enter'), key('up')))).not.toContain(
      'See what to',
    );
  });

  it('opens a file that another one hides by its path', () => {
    expect(play(openLibraryScreen(full), letter('G'), key('enter'))).toEqual({
      choice: 'open',
      runbook: '/opt/teei/deploy.md',
    });
  });

  it('is decided by a lone key only', () => {
    const opened = openLibraryScreen(full);
    expect(play(opened, key('enter', false), letter('q', false))).toEqual(opened);
    expect(play(opened, paste('q\r'))).toEqual({
      ...opened,
      message: 'Nothing was done: 2 characters came at once, as from a paste.',
    });
    const filtered = play(opened, letter('/'), ...typed('roll'));
    if ('choice' in filtered) throw new Error('not yet');
    expect(play(filtered, key('enter', false))).toEqual(filtered);
  });

  it('filters by what is typed behind /', () => {
    const opened = openLibraryScreen(full);
    const found = play(opened, letter('/'), ...typed('error'));
    expect(screen(found)).toContain('/ error');
    expect(screen(found)).toContain('1 of 7');
    expect(play(opened, letter('/'), ...typed('rollb'), key('enter'))).toEqual({
      choice: 'open',
      runbook: 'rollback',
    });
    const nothing = play(opened, letter('/'), ...typed('xyzzy'));
    expect(screen(nothing)).toContain('Nothing fits "xyzzy". Esc shows everything again.');
    expect(play(opened, letter('/'), ...typed('xyzzy'), key('enter'))).toEqual(nothing);
    expect(screen(play(opened, letter('/'), ...typed('xyzzy'), key('escape')))).toBe(screen(opened));
    // A letter that is a key elsewhere is text here.
    expect(screen(play(opened, letter('/'), letter('q')))).toContain('/ q');
  });

  it('keeps what has the focus while more is read', () => {
    const first = openLibraryScreen({ ...full, sessions: [], reading: true });
    expect(screen(first)).toContain('reading the sessions …');
    const later = withView(first, full);
    expect(focusedItem(later)).toMatchObject({
      kind: 'runbook',
      runbook: { id: 'deploy', origin: 'repository' },
    });
    const gone = withView(later, { ...full, runbooks: [entry('other')] });
    expect(focusedItem(gone)).toMatchObject({ kind: 'session' });
  });

  it('says what to do where there is nothing', () => {
    expect(screen(openLibraryScreen(empty))).toContain('There are no runbooks here yet.');
    expect(screen(openLibraryScreen(empty))).toContain('teei-runbook init');
    expect(screen(openLibraryScreen(empty))).toContain('/srv/shop/runbooks');
    const broken = screen(play(openLibraryScreen(full), letter('G')));
    expect(broken).toContain('/home/alice/runbooks can’t be read.');
    expect(broken).toContain('next: Check its owner and mode');
  });

  it('makes text from outside safe', () => {
    const bad = '\u001b[2Jx\u202e';
    const [session] = full.sessions;
    const view = {
      ...full,
      sessions:
        session === undefined ? [] : [{ ...session, runbook: bad, by: bad, environment: bad, paused: bad }],
      runbooks: [entry(bad, { content: { valid: false, errors: 1, first: bad } })],
      problems: [{ message: bad, hint: bad }],
    };
    for (const size of goldenSizes) {
      const text = libraryLines(openLibraryScreen(view), { size, keymap }).lines.map(plainText).join('|');
      expect(text).toContain(String.raw`\x1b[2Jx\u202e`);
      expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
  });

  it('never throws and always fits, whatever comes in whatever window', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyInput, anySize, fc.boolean()), { maxLength: 30 }), (steps) => {
        let state = openLibraryScreen(full);
        for (const [input, size, reread] of steps) {
          expectFits(libraryLines(state, { size, keymap }), size);
          const next = libraryInput(reread ? withView(state, empty) : state, input, { size, keymap });
          const decided = 'choice' in next;
          expect(decided && !(input.input === 'key' && input.alone)).toBe(false);
          if (decided) return;
          state = withView(next.state, full);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the item in focus in sight in every window', () => {
    const usable = anySize.filter(({ columns, rows }) => columns >= 3 && rows >= 8);
    fc.assert(
      fc.property(usable, fc.integer({ min: 0, max: 8 }), (size, count) => {
        let state = openLibraryScreen(full);
        for (const input of down(count)) {
          const next = libraryInput(state, input, { size, keymap });
          if ('state' in next) ({ state } = next);
        }
        const marked = libraryLines(state, { size, keymap }).lines.filter((row) =>
          plainText(row).startsWith('▸'),
        );
        expect(marked.length).toBe(1);
      }),
    );
  });

  it.each(goldenSizes)('is drawn as in the golden file at $columns x $rows', (size) => {
    const at = (state: LibraryState): string => asText(libraryLines(state, { size, keymap }));
    const first = openLibraryScreen(full);
    const shown = [
      first,
      play(first, ...down(2)),
      play(first, ...down(4), key('enter')),
      play(first, letter('/'), ...typed('dep')),
    ];
    const text = [...shown, openLibraryScreen(empty)]
      .flatMap((each) => ('choice' in each ? [] : [at(each)]))
      .join(`${'='.repeat(size.columns)}\n`);
    expectGolden(
      new URL(`../../fixtures/ui/library/${size.columns}x${size.rows}.txt`, import.meta.url),
      text,
    );
  });
});
