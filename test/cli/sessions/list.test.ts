import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SessionEvent } from '../../../src/session/events.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const failed = '20260102-030405-greet-0a1b';
const open = '20260102-030405-greet-9f9f';
const clustered = '20260102-030405-greet-c0de';
const listSchema = z.array(z.looseObject({ id: z.string() }));

function onCluster(events: readonly SessionEvent[]): readonly SessionEvent[] {
  return events.map((event) =>
    event.type === 'session.started'
      ? {
          ...event,
          runbook: { ...event.runbook, id: 'deploy' },
          cluster: {
            server: 'https://k8s.example.com:6443',
            uid: 'u',
            context: 'prod',
            namespace: 'n',
            version: 'v1',
          },
        }
      : event,
  );
}

describe('sessions list', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, 'archive');
    mkdirSync(root);
    writeSession(root, recordsOf(failed, eventful));
    writeSession(root, recordsOf(open, eventful.slice(0, 2)));
    writeSession(root, recordsOf(clustered, onCluster(eventful.slice(0, 1))));
  });
  afterEach(() => place.remove());

  const ids = async (...filters: readonly string[]): Promise<readonly string[]> => {
    const { code, stdout, stderr } = await place.run([
      'sessions',
      'list',
      '--sessions-dir',
      root,
      '--json',
      ...filters,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return listSchema.parse(JSON.parse(stdout)).map(({ id }) => id);
  };

  it.each<[readonly string[], readonly string[]]>([
    [[], [clustered, open, failed]],
    [
      ['--runbook', 'greet'],
      [open, failed],
    ],
    [['--runbook', 'gre'], []],
    [
      ['--operator', 'alice'],
      [clustered, open, failed],
    ],
    [['--operator', 'bob'], []],
    [['--outcome', 'failed'], [failed]],
    [
      ['--outcome', 'unfinished'],
      [clustered, open],
    ],
    [['--cluster', 'prod'], [clustered]],
    [['--cluster', 'k8s.example'], [clustered]],
    [['--cluster', 'pro'], []],
    [
      ['--since', '2026-01-02'],
      [clustered, open, failed],
    ],
    [['--since', '2026-01-02T03:04:06'], []],
    [['--since', '2026-01-02T03:04:06+02:00', '--outcome', 'failed'], [failed]],
    [
      ['--until', '2026-01-02'],
      [clustered, open, failed],
    ],
    [['--until', '2026-01-02T03:04'], []],
    [['--until', '2026-01-01'], []],
  ])('with %j gives %j', async (filters, expected) => {
    expect(await ids(...filters)).toEqual(expected);
  });

  it('takes so long ago for a time', async () => {
    const now = new Date().toISOString().replaceAll(/[-:]/g, '');
    const recent = `${now.slice(0, 8)}-${now.slice(9, 15)}-greet-0001`;
    const records = recordsOf(recent, eventful.slice(0, 1));
    writeSession(
      root,
      records.map(({ envelope, event }) => ({
        envelope: { ...envelope, time: new Date().toISOString() },
        event,
      })),
    );
    expect(await ids('--since', '1h')).toEqual([recent]);
    expect(await ids('--until', '1h')).toEqual([clustered, open, failed]);
  });

  it.each([
    ['--since', 'yesterday'],
    ['--until', '2026-13-01'],
    ['--since', '2026-01-02T25:00'],
  ])('refuses %s %s with 2', async (flag, text) => {
    const { code, stdout, stderr } = await place.run(['sessions', 'list', flag, text]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`"${text}" is no time`);
    expect(stderr).toContain('2026-01-02T03:04');
  });

  it('refuses an outcome that there is none of', async () => {
    const { code, stderr } = await place.run(['sessions', 'list', '--outcome', 'lost']);
    expect(code).toBe(2);
    expect(stderr).toContain('rolled-back');
  });

  it('says which sessions a filter could not judge', async () => {
    const log = join(root, failed, 'events/000001.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('exit code 1', 'exit code 0'));
    const { stdout, stderr } = await place.run([
      'sessions',
      'list',
      '--sessions-dir',
      root,
      '--operator',
      'nobody',
    ]);
    expect(stdout).toBe(`None of the 3 sessions in ${root} fits.\n`);
    expect(stderr).toMatch(/^1 damaged session is not listed/);
    expect(await ids('--since', '2026-01-02')).toEqual([clustered, open, failed]);
  });

  it('takes the folder before the command too, and relative to where it is called', async () => {
    const { stdout } = await place.run(['sessions', '--sessions-dir', '../archive', 'list']);
    expect(stdout).toContain(failed);
    const shown = await place.run(['sessions', 'show', open, '--sessions-dir', root]);
    expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: '' });
    expect((await place.run(['sessions', 'list'])).stdout).toContain('There are no sessions');
  });
});
