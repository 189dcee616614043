import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeRecord } from '../../../src/session/record.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const id = '20260102-030405-greet-0a1b';
const entrySchema = z.looseObject({
  seq: z.number(),
  idle: z.number(),
  took: z.number().optional(),
  away: z.boolean(),
});

/** Seconds after the start: the first attempt takes 9 s, and then nothing is recorded for an hour. */
const seconds = [0, 1, 10, 12, 3612, 3613, 3614, 3615, 3616, 3617];

describe('sessions log', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, '.local/state/teei-runbook/sessions');
  });
  afterEach(() => place.remove());

  it('tells what happened in order, with durations and gaps', async () => {
    writeSession(root, recordsOf(id, eventful, seconds));
    const { code, stdout, stderr } = await place.run(['sessions', 'log', id], { columns: 80 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('2026-01-02');
    expect(stdout).toMatch(/03:04:15 {2}\+1s +hello +✗ failed in 1\.2s/);
    expect(stdout).toMatch(/04:04:18 {2}\+1h +hello +passed in 12ms/);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('counts as a gap only the time in which nothing ran', async () => {
    writeSession(root, recordsOf(id, eventful, seconds));
    const { stdout } = await place.run(['sessions', 'log', id, '--json']);
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map((line) => entrySchema.parse(JSON.parse(line)));
    expect(entries.slice(0, 4).map(({ seq, idle, took }) => [seq, idle, took])).toEqual([
      [1, 0, undefined],
      [3, 1000, 9000],
      [4, 2000, undefined],
      [6, 3_600_000, 1000],
    ]);
  });

  it('marks the time in which the session was left', async () => {
    const [started, ...rest] = eventful;
    if (started?.type !== 'session.started') throw new Error('the first event begins the session');
    const { mode, host, tool, secrets } = started;
    const events = [
      started,
      { type: 'session.paused' as const, reason: 'lunch' },
      { type: 'session.resumed' as const, mode, host, tool, secrets },
      ...rest,
    ];
    writeSession(root, recordsOf(id, events, [0, 1, 28_801]));
    const { stdout } = await place.run(['sessions', 'log', id, '--json']);
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map((line) => entrySchema.parse(JSON.parse(line)));
    expect(entries.filter(({ away }) => away).map(({ idle }) => idle)).toEqual([28_800_000]);
  });

  it('follows a session until it ends, and tells each thing once', async () => {
    const records = recordsOf(id, eventful, seconds);
    const log = join(writeSession(root, records.slice(0, 5)), 'events/000001.jsonl');
    const followed = place.run(['sessions', 'log', id, '--follow']);
    for (const record of records.slice(5)) appendFileSync(log, `${encodeRecord(record)}\n`);
    const { code, stdout } = await followed;
    expect(code).toBe(0);
    expect(stdout).toBe((await place.run(['sessions', 'log', id])).stdout);
  });

  it('refuses a session that there is none of', async () => {
    expect((await place.run(['sessions', 'log', 'none'])).code).toBe(2);
  });
});
