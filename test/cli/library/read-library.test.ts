import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLibrary } from '../../../src/cli/library/read-library.ts';
import { openLibrary } from '../../../src/platform/library.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { type LibraryView, unreadLibrary } from '../../../src/ui/library/library-view.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { completed, started, threeSteps, ticked, writeRun } from './sessions.ts';

describe('reading the library', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, 'sessions');
    mkdirSync(root);
    place.write('work/runbooks/tidy.md', threeSteps);
  });
  afterEach(() => place.remove());

  function libraryPlace(): Parameters<typeof readLibrary>[0] {
    const bundledFolder = join(place.home, 'bundled');
    const library = openLibrary({ cwd: place.work, env: { HOME: place.home }, bundledFolder }, stepKinds);
    return { library, sessions: root, now: () => Date.UTC(2026, 0, 3) };
  }

  it('shows files first, then what is in them, then the sessions', async () => {
    writeRun(root, '20260101-000000-tidy-0001', [started(), ticked('window')]);
    const views: LibraryView[] = [];
    for await (const view of readLibrary(libraryPlace())) views.push(view);
    const [first, second, third] = views;
    expect(first).toMatchObject({ reading: true, sessions: [], runbooks: [{ id: 'tidy' }] });
    expect(first?.runbooks[0]?.content).toBeUndefined();
    expect(second?.runbooks[0]?.content).toMatchObject({
      valid: true,
      about: { title: 'Tidy up', steps: 3 },
    });
    expect(third?.sessions).toMatchObject([{ id: '20260101-000000-tidy-0001' }]);
    expect(third?.sessions[0]?.step).toBeUndefined();
    expect(views.at(-1)).toMatchObject({
      reading: false,
      sessions: [{ runbook: 'tidy', environment: 'staging', by: 'alice', step: { number: 2, of: 3 } }],
    });
  });

  it('tells the last run of each runbook and how long the completed ones took', async () => {
    writeRun(root, '20260101-000000-tidy-0001', [started(), completed], [0, 60]);
    writeRun(root, '20260102-000000-tidy-0002', [started(), completed], [0, 90]);
    writeRun(
      root,
      '20260103-000000-tidy-0003',
      [started(), { type: 'session.ended', outcome: 'failed' }],
      [0, 5],
    );
    const { runbooks, sessions } = await readWholeLibrary(libraryPlace());
    expect(sessions).toEqual([]);
    expect(runbooks).toMatchObject([
      {
        last: { session: '20260103-000000-tidy-0003', outcome: 'failed', by: 'alice', milliseconds: 5000 },
        durations: [60_000, 90_000],
      },
    ]);
  });

  it('says why a session was paused', async () => {
    writeRun(root, '20260101-000000-tidy-0001', [
      started({ environment: { name: 'live', production: true, namespace: 'live' } }),
      { type: 'session.handed-over', to: 'bob', note: 'lunch' },
    ]);
    const { sessions } = await readWholeLibrary(libraryPlace());
    expect(sessions).toMatchObject([{ production: true, paused: 'handed over to bob: lunch' }]);
    expect(sessions[0]?.writer).toBeUndefined();
  });

  it('says who is writing a session now', async () => {
    const id = '20260101-000000-tidy-0001';
    writeRun(root, id, [started()]);
    const note = { who: 'bob', pid: 1, host: 'jump-1', since: '2026-01-01T00:00:00Z' };
    writeFileSync(join(root, id, 'writer.json'), JSON.stringify(note));
    expect((await readWholeLibrary(libraryPlace())).sessions[0]?.writer).toBeUndefined();
    const held = new DatabaseSync(join(root, id, 'lock'));
    held.exec('BEGIN EXCLUSIVE');
    expect((await readWholeLibrary(libraryPlace())).sessions[0]?.writer).toMatchObject({ who: 'bob' });
    held.close();
  });

  it('passes over what is damaged, not begun or no session, and keeps a torn end', async () => {
    const damaged = join(writeRun(root, '20260101-000000-tidy-0001', [started()]), 'events/000001.jsonl');
    writeFileSync(damaged, readFileSync(damaged, 'utf8').replace('"v":1', '"v":7'));
    mkdirSync(join(root, '20260102-000000-tidy-0002/events'), { recursive: true });
    writeFileSync(join(root, '20260103-000000-tidy-0003'), 'a file');
    const torn = writeRun(root, '20260104-000000-tidy-0004', [started(), ticked('window')]);
    appendFileSync(join(torn, 'events/000001.jsonl'), '{"v":1,"type":"no');
    const { sessions } = await readWholeLibrary(libraryPlace());
    expect(sessions).toMatchObject([{ id: '20260104-000000-tidy-0004', step: { number: 2, of: 3 } }]);
  });

  it('marks a file that is not valid with its first problem', async () => {
    place.write('work/runbooks/broken.md', '# Broken\n\n<!-- step: { tymeout: 3 } -->\n```bash\nls\n```\n');
    const { runbooks } = await readWholeLibrary(libraryPlace());
    expect(runbooks[0]).toMatchObject({ id: 'broken', content: { valid: false, errors: 1 } });
    expect(JSON.stringify(runbooks[0]?.content)).toMatch(/"first":"Line \d+: .*tymeout/);
  });

  it('is empty where nothing is, and ends when it is called off', async () => {
    const nowhere = { ...libraryPlace(), sessions: join(place.home, 'none') };
    expect((await readWholeLibrary(nowhere)).sessions).toEqual([]);
    writeRun(root, '20260101-000000-tidy-0001', [started()]);
    const views: LibraryView[] = [];
    for await (const view of readLibrary(libraryPlace(), AbortSignal.abort())) views.push(view);
    expect(views.flatMap(({ sessions }) => sessions)).toEqual([]);
  });
});

/** The last and fullest of the views. */
async function readWholeLibrary(place: Parameters<typeof readLibrary>[0]): Promise<LibraryView> {
  let last = unreadLibrary;
  for await (const view of readLibrary(place)) last = view;
  return last;
}
