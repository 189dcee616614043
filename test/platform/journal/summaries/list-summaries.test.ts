import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskUse } from '../../../../src/platform/journal/disk-use.ts';
import { listSummaries } from '../../../../src/platform/journal/summaries/list-summaries.ts';
import { describeSession } from '../../../../src/report/session/describe-session.ts';
import { encodeRecord, type SessionRecord } from '../../../../src/session/record.ts';
import { eventful, recordsOf, writeSession } from '../../../cli/write-session.ts';

const first = '20260102-030405-greet-0a1b';
const second = '20260102-040405-greet-9f9f';

describe('the list of sessions', () => {
  let folder = '';
  let root = '';
  let cache = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'list-'));
    root = join(folder, 'sessions');
    cache = join(folder, 'cache');
  });
  afterEach(() => {
    chmodSync(root, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  const log = (id: string): string => join(root, id, 'events/000001.jsonl');
  const states = async (): Promise<readonly string[]> =>
    (await listSummaries(root, cache)).map((each) =>
      each.state === 'begun' ? each.summary.phase.phase : each.state,
    );
  const indexFile = (): string => join(cache, 'sessions', readdirSync(join(cache, 'sessions'))[0] ?? '');

  it('says of a session what its whole log says, read or kept', async () => {
    const records = recordsOf(first, eventful);
    writeSession(root, records);
    const told = describeSession(records);
    const expected = [
      {
        id: first,
        state: 'begun',
        bytes: diskUse(join(root, first)),
        summary: {
          id: first,
          runbook: 'greet',
          phase: told?.state.phase,
          environment: told?.state.environment,
          mode: 'attended',
          startedAt: told?.startedAt,
          lastAt: told?.lastAt,
          actors: told?.actors,
          signoffs: told?.signoffs,
        },
      },
    ];
    expect(await listSummaries(root, cache)).toEqual(expected);
    expect(await listSummaries(root, cache)).toEqual(expected);
    expect(await listSummaries(root, undefined)).toEqual(expected);
  });

  it('keeps what has a cluster, a pace and a person behind a shared account', async () => {
    const [started] = eventful;
    if (started?.type !== 'session.started') throw new Error('the first event begins the session');
    const cluster = { server: 'https://k', uid: 'u', context: 'prod', namespace: 'n', version: 'v1' };
    const events = [{ ...started, cluster, rehearsal: 'bad-day', pace: 10 }];
    const [record] = recordsOf(first, events);
    if (record === undefined) throw new Error('there is a record');
    const shared: SessionRecord = {
      ...record,
      envelope: { ...record.envelope, actor: { id: 'ops', authtype: 'os', on_behalf_of: 'Bob' } },
    };
    writeSession(root, [shared]);
    const read = await listSummaries(root, cache);
    expect(read).toMatchObject([
      { summary: { cluster: { context: 'prod' }, rehearsal: 'bad-day', pace: 10, actors: ['ops', 'Bob'] } },
    ]);
    expect(await listSummaries(root, cache)).toEqual(read);
  });

  it('takes from the index what has not changed, and reads what has', async () => {
    writeSession(root, recordsOf(first, eventful.slice(0, -1)));
    writeSession(root, recordsOf(second, eventful));
    utimesSync(log(second), 1000, 1000);
    expect(await states()).toEqual(['ended', 'open']);
    // Changed behind the back of its time and size: only an index can still say what it said.
    writeFileSync(log(second), readFileSync(log(second), 'utf8').replace('exit code 1', 'exit code 0'));
    utimesSync(log(second), 1000, 1000);
    expect((await listSummaries(root, undefined))[0]?.state).toBe('damaged');
    expect(await states()).toEqual(['ended', 'open']);
    const ended = recordsOf(first, eventful).at(-1);
    appendFileSync(log(first), ended === undefined ? '' : `${encodeRecord(ended)}\n`);
    expect((await states())[1]).toBe('ended');
  });

  it.each([
    ['another version', '["teei-runbook sessions","0"]\n["x"]\n'],
    ['no list at all', 'nothing\u0000'],
    ['a half line', '["teei-runbook sessions","1"]\n["20260102-030405-greet-0a1b","1-1-1","beg'],
  ])('reads the logs where the index is %s', async (_, text) => {
    writeSession(root, recordsOf(first, eventful));
    await listSummaries(root, cache);
    writeFileSync(indexFile(), text);
    expect(await states()).toEqual(['ended']);
    expect(await states()).toEqual(['ended']);
  });

  it('lists a damaged one with its place, and one that holds no beginning', async () => {
    writeSession(root, recordsOf(first, eventful));
    writeFileSync(log(first), readFileSync(log(first), 'utf8').replace('exit code 1', 'exit code 0'));
    mkdirSync(join(root, second, 'events'), { recursive: true });
    for (const _ of ['read', 'kept']) {
      const listed = await listSummaries(root, cache);
      expect(listed.map(({ id, state }) => [id, state])).toEqual([
        [second, 'not begun'],
        [first, 'damaged'],
      ]);
      expect(JSON.stringify(listed[1])).toContain('000001.jsonl, line 4');
    }
  });

  it('passes over a torn end, as resuming does', async () => {
    writeSession(root, recordsOf(first, eventful));
    appendFileSync(log(first), '{"v":1,"ty');
    expect(await states()).toEqual(['ended']);
  });

  it('leaves sessions that are gone out of the index in time', async () => {
    for (let number = 0; number < 120; number += 1) {
      const id = `20260102-030405-greet-${String(number).padStart(4, '0')}`;
      writeSession(root, recordsOf(id, eventful.slice(0, 1)));
    }
    await listSummaries(root, cache);
    const before = readFileSync(indexFile(), 'utf8').split('\n').length;
    for (const id of readdirSync(root).slice(3)) rmSync(join(root, id), { recursive: true });
    await listSummaries(root, cache);
    expect(before).toBeGreaterThan(120);
    expect(readFileSync(indexFile(), 'utf8').split('\n').length).toBeLessThan(10);
  });

  it('changes nothing in the folder, and makes its index for the user alone', async () => {
    writeSession(root, recordsOf(first, eventful));
    const before = statSync(join(root, first)).mtimeMs;
    await listSummaries(root, cache);
    expect(readdirSync(root)).toEqual([first]);
    expect(statSync(join(root, first)).mtimeMs).toBe(before);
    expect(statSync(indexFile()).mode & 0o777).toBe(0o600);
    expect(existsSync(join(cache, 'sessions'))).toBe(true);
  });
});
