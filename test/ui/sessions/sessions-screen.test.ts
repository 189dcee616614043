import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import { SessionsScreen } from '../../../src/ui/sessions/sessions-screen.ts';
import type { SessionRow, SessionsPort } from '../../../src/ui/sessions/sessions-view.ts';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { expectFits } from '../form/drawn.ts';
import { anyInput, anySize, key, letter, paste, typed } from '../form/keys.ts';
import { filedMemory, sessionsPort, someCourse, someSessions } from './some-sessions.ts';

const { keymap } = createKeymap();

interface Opened {
  readonly screen: SessionsScreen;
  /** What stands on the screen now. */
  readonly text: () => string;
}

function openOn(host: { size: Size }, port: Partial<SessionsPort> = {}): Opened {
  const more = { redraw: () => undefined, suspend: async () => undefined, copy: () => true };
  // Whatever changed is drawn at once.
  let time = 0;
  const now = (): number => (time += 1000);
  const screen = new SessionsScreen(Object.assign(host, more), keymap, now, sessionsPort(port));
  screen.source.subscribe(() => undefined);
  const text = (): string => {
    const view = screen.source.snapshot();
    return view.view === 'rows' ? view.rows.map(plainText).join('\n') : '';
  };
  return { screen, text };
}

async function opened(port: Partial<SessionsPort> = {}): Promise<Opened> {
  const made = openOn({ size: { columns: 80, rows: 24 } }, port);
  await vi.waitFor(() => expect(made.text()).not.toContain('Reading the sessions …'));
  return made;
}

async function expectShown({ text }: Opened, expected: string | RegExp): Promise<void> {
  await vi.waitFor(() => expect(text()).toMatch(expected));
}

function press({ screen }: Opened, ...chords: readonly string[]): void {
  for (const chord of chords) screen.input(chord.length === 1 ? letter(chord) : key(chord));
}

describe('the list of sessions', () => {
  it('is there at once, and tells each session with how it ended', async () => {
    const list = openOn({ size: { columns: 80, rows: 24 } });
    expect(list.text()).toContain('Reading the sessions …');
    await expectShown(list, /▸ 2026-01-03 10:15 {2}✗ failed +PRODUCTION deploy +alice \+1 +43m 04s/);
    expect(list.text()).toMatch(/2026-01-02 09:15 {2}✓ completed +rotate-certificates in staging +1m 01s/);
    expect(list.text()).toContain('20260101-070000-deploy-7a8b  damaged');
    expect(list.text()).toContain('on teei-prod · 1.2 MiB · the first\nwave never came up');
  });

  it('leaves what every word of the filter fits, as one types', async () => {
    const list = await opened();
    for (const each of typed('/alice prod')) list.screen.input(each);
    await expectShown(list, '2 of 4');
    for (const each of typed(' failed')) list.screen.input(each);
    await expectShown(list, '1 of 4');
    for (const each of typed(' Alice')) list.screen.input(each);
    await expectShown(list, 'No session fits "alice prod failed Alice"');
    press(list, 'escape');
    await expectShown(list, '▸ 2026-01-03 10:15');
    expect(list.text()).toContain('rotate-certificates');
  });

  it('says why there is nothing to look at in a damaged session', async () => {
    const list = await opened();
    press(list, 'G', 'enter');
    await expectShown(list, 'There is nothing to look at: events/000001.jsonl, line 7');
  });

  it('says what kept a session from being read', async () => {
    const list = await opened({ course: () => Promise.resolve({ why: 'Its log can’t be read.' }) });
    press(list, 'enter');
    await expectShown(list, 'Its log can’t be read.');
    const other = await opened({ course: () => Promise.reject(new Error('EIO')) });
    press(other, 'enter');
    await expectShown(other, 'It can’t be read: EIO');
  });

  it('is left by q, Escape and a lone Ctrl+C, and by nothing out of a burst', async () => {
    for (const chord of ['q', 'escape', 'ctrl+c']) {
      const list = await opened();
      list.screen.input(key('escape', false));
      list.screen.input(key('ctrl+c', false));
      list.screen.input(paste('q'));
      await expectShown(list, 'Nothing was done');
      press(list, chord);
      await expect(list.screen.left).resolves.toBeUndefined();
    }
  });

  it('tells the one who opened it where the sessions can’t be listed', async () => {
    const list = openOn(
      { size: { columns: 80, rows: 24 } },
      { list: () => Promise.reject(new Error('no such folder')) },
    );
    await expect(list.screen.left).rejects.toThrow('no such folder');
  });
});

describe('a session among the sessions', () => {
  it('is told in order, with gaps, days, and the details of the entry in focus', async () => {
    const session = await opened();
    press(session, 'enter');
    await expectShown(session, /2026-01-03\n▸ 23:50:00 +started attended/);
    expect(session.text()).toMatch(/23:58:30 {2}\+5m 10s {2}apply {2}✗ failed in 3m 4s: exit code 1/);
    expect(session.text()).toMatch(/2026-01-04\n {2}00:20:00 {2}\+21m 30s resumed/);
    expect(session.text()).not.toContain('kubectl apply');
    press(session, 'j', 'j');
    await expectShown(session, 'command   kubectl apply --server-side -f manifests/');
    press(session, 'k', 'enter');
    await expectShown(session, 'No output was kept here.');
    press(session, 'q');
    await expectShown(session, 'Sessions');
  });

  it('is searched, details too: n goes on and begins again, Escape ends it', async () => {
    const session = await opened();
    press(session, 'enter');
    await expectShown(session, 'started attended');
    press(session, ...Array.from('/kubectl'));
    await expectShown(session, /▸ 23:50:12[^]*1 of 2/);
    press(session, 'enter', 'n');
    await expectShown(session, /▸ 23:58:30[^]*2 of 2/);
    press(session, 'n');
    await expectShown(session, '▸ 23:50:12');
    press(session, 'N');
    await expectShown(session, '▸ 23:58:30');
    press(session, 'escape');
    await expectShown(session, '/ search');
    press(session, ...Array.from('/xyzzy'));
    await expectShown(session, 'no match');
  });

  it('shows the output of a step, and closes its file with it', async () => {
    const source = filedMemory();
    const asked: unknown[] = [];
    const session = await opened({
      openOutput: (id, { path }) => {
        asked.push(id, path);
        return Promise.resolve({ read: source });
      },
    });
    press(session, 'enter');
    await expectShown(session, 'started attended');
    press(session, 'j', 'j', 'enter');
    await expectShown(session, 'error: the server was too busy');
    expect(asked).toEqual(['20260103-101500-deploy-1a2b', 'output/ab.log']);
    expect(session.text()).toContain('Output of apply · attempt 1 · exit 1 after 3m 04s');
    expect(source.closed).toBe(false);
    press(session, 'q');
    await expectShown(session, 'Enter its output');
    expect(source.closed).toBe(true);
  });

  it('says why an output is not opened', async () => {
    const session = await opened({ openOutput: () => Promise.resolve({ why: 'output/ab.log is missing' }) });
    press(session, 'enter');
    await expectShown(session, 'started attended');
    press(session, 'j', 'j', 'enter');
    await expectShown(session, 'output/ab.log is missing');
  });

  it('is read through where the details of one entry are longer than the window', async () => {
    const [first] = someCourse.entries;
    const lines = Array.from({ length: 60 }, (_, at) => `line ${at} of it`).join('\n');
    const details = [{ label: 'command', text: lines }];
    const entries =
      first === undefined
        ? []
        : [
            { ...first, details },
            { ...first, seq: 2, text: 'the last' },
          ];
    const session = await opened({ course: () => Promise.resolve({ read: { entries } }) });
    press(session, 'enter');
    await expectShown(session, 'line 5 of it');
    const seen = new Set<string>();
    for (let count = 0; count < 70; count += 1) {
      press(session, 'j');
      for (const [found] of session.text().matchAll(/line \d+ of it/g)) seen.add(found);
    }
    await expectShown(session, /▸ .*the last/);
    expect(seen.size).toBe(60);
  });
});

it('makes text from outside safe', async () => {
  const bad = '\u001b[2Jx\u202e';
  const [session] = someSessions;
  const about = session?.about && {
    ...session.about,
    runbook: bad,
    environment: bad,
    by: [bad],
    reason: bad,
  };
  const [entry] = someCourse.entries;
  const row: SessionRow = { id: bad, bytes: 0, about, unread: undefined };
  const details = [{ label: 'note', text: bad }];
  const entries =
    entry === undefined ? [] : [{ ...entry, time: bad, step: bad, text: bad, actor: bad, details }];
  const screen = await opened({
    list: () => Promise.resolve([row]),
    course: () => Promise.resolve({ read: { entries } }),
  });
  for (const chord of ['enter', '?']) {
    await expectShown(screen, /\\x1b\[2Jx/);
    expect(screen.text().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    press(screen, chord);
  }
});

it('never throws and always fits, whatever comes in whatever window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyInput, anySize), { maxLength: 30 }), async (steps) => {
      const host = { size: { columns: 80, rows: 24 } };
      const { screen } = openOn(host);
      await Promise.resolve();
      for (const [input, size] of steps) {
        host.size = size;
        screen.input(input);
        await Promise.resolve();
        screen.source.changed();
        const view = screen.source.snapshot();
        if (view.view === 'rows' && view.size === size) expectFits({ lines: view.rows }, size);
      }
      screen.source.close();
    }),
    { numRuns: 60 },
  );
});
