import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectGolden } from '../fixtures/golden.ts';
import { makePlace, type Place } from './run-cli.ts';
import { eventful, recordsOf, writeSession } from './write-session.ts';

const first = '20260102-030405-greet-0a1b';
const second = '20260102-040405-greet-9f9f';

describe('looking at sessions', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, '.local/state/teei-runbook/sessions');
  });
  afterEach(() => place.remove());

  it('lists none where there are none', async () => {
    const { code, stdout } = await place.run(['sessions', 'list']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `There are no sessions in ${root}.\n` });
    expect(await place.run(['sessions', 'verify'])).toMatchObject({
      code: 0,
      stdout: 'There are no sessions to verify.\n',
    });
  });

  it('lists them newest first, a damaged and an empty one too', async () => {
    writeSession(root, recordsOf(first, eventful));
    writeSession(root, recordsOf(second, eventful.slice(0, 2)));
    const damaged = writeSession(root, recordsOf('20260103-000000-greet-dead', eventful));
    const log = join(damaged, 'events/000001.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('exit code 1', 'exit code 0'));
    mkdirSync(join(root, '20260104-000000-greet-0000/events'), { recursive: true });
    const { code, stdout } = await place.run(['sessions', 'list'], { columns: 140 });
    expect(code).toBe(0);
    const rowHeads = stdout
      .split('\n')
      .filter((line) => /^\d{8}-/.test(line))
      .map((line) => line.slice(0, 38).trimEnd());
    expect(rowHeads).toEqual([
      '20260104-000000-greet-0000  not begun',
      '20260103-000000-greet-dead  damaged',
      `${second}  open`,
      `${first}  failed`,
    ]);
    expect(stdout).toMatch(/greet in staging, 2026-01-02 03:04:05 UTC, by alice, 1\s+unsigned/);
    const rows = z
      .array(z.looseObject({ state: z.string() }))
      .parse(JSON.parse((await place.run(['sessions', 'list', '--json'])).stdout));
    expect(rows.map(({ state }) => state)).toEqual(['not begun', 'damaged', 'open', 'failed']);
  });

  it('exports a session as a post-mortem, whether it has ended or not', async () => {
    writeSession(root, recordsOf(first, eventful));
    writeSession(root, recordsOf(second, eventful.slice(0, 2)));
    const ended = await place.run(['sessions', 'export', first, '--format', 'markdown']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^# Post-mortem: greet, 2026-01-02\n/);
    expect(ended.stdout).toContain('| Outcome | failed');
    const running = await place.run(['sessions', 'export', second]);
    expect(running.stdout).toContain('- The session has not ended: is the incident over?');
  });

  it('writes an export into a new file, and never over one that is there or into the sessions', async () => {
    writeSession(root, recordsOf(first, eventful));
    const file = join(place.home, 'post-mortem.md');
    expect((await place.run(['sessions', 'export', first, '--output', file])).code).toBe(0);
    const written = readFileSync(file, 'utf8');
    expect(written).toMatch(/^# Post-mortem/);
    const again = await place.run(['sessions', 'export', first, '--output', file]);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe(written);
    const inside = await place.run(['sessions', 'export', first, '--output', join(root, first, 'x.md')]);
    expect(inside.code).toBe(2);
    expect((await place.run(['sessions', 'export', 'nothing'])).code).toBe(2);
    expect((await place.run(['sessions', 'export', first, '--format', 'scroll'])).code).toBe(2);
  });

  it('shows a session, what is unsigned first and nothing hidden', async () => {
    writeSession(root, recordsOf(first, eventful));
    const { code, stdout, stderr } = await place.run(['sessions', 'show', first]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectGolden(new URL('../fixtures/cli/session.txt', import.meta.url), stdout);
    expect(stdout).toMatch(/^Unsigned: 1 of 2 sign-offs/);
    expect(['\u001b', '\u202e'].filter((hidden) => stdout.includes(hidden))).toEqual([]);
  });

  it('shows it at 60 columns, in colours only on a terminal', async () => {
    writeSession(root, recordsOf(first, eventful));
    const { stdout } = await place.run(['sessions', 'show', first], { columns: 60 });
    const long = stdout.split('\n').filter((line) => line.length > 60);
    expect(long).toEqual([]);
    expect((await place.run(['sessions', 'show', first], { isTTY: true })).stdout).toContain('\u001b[33m');
  });

  it('tells of a step that never ended', async () => {
    writeSession(root, recordsOf(first, eventful.slice(0, 2)));
    const { stdout } = await place.run(['sessions', 'show', first]);
    expect(stdout).toContain('! started; no end is recorded');
  });

  it('is one JSON object for scripts', async () => {
    writeSession(root, recordsOf(first, eventful));
    const { stdout } = await place.run(['sessions', 'show', first, '--json']);
    const json = z
      .object({ steps: z.array(z.looseObject({ id: z.string() })), signoffs: z.unknown(), state: z.string() })
      .parse(JSON.parse(stdout));
    expect(json).toMatchObject({ state: 'failed', signoffs: { unsigned: 1, all: 2 } });
    expect(json.steps.find(({ id }) => id === 'hello')).toMatchObject({ status: 'passed', attempts: 2 });
  });

  describe('finding a session', () => {
    beforeEach(() => {
      writeSession(root, recordsOf(first, eventful));
      writeSession(root, recordsOf(second, eventful));
    });

    it('takes the beginning of an id where only one begins so', async () => {
      expect((await place.run(['sessions', 'show', '20260102-03'])).stdout).toContain(first);
    });

    it('takes the folder of a copy', async () => {
      expect((await place.run(['sessions', 'show', join(root, second)])).stdout).toContain(second);
    });

    it.each([
      ['20260102', /2 sessions begin with "20260102"[^]*20260102-030405/],
      ['20260102-030405-greet-0a1c', new RegExp(`There is no session[^]*${first}`)],
      ['./nowhere', /not the folder of a session/],
      ['../../etc', /not the folder of a session/],
      ['', /There is no session ""/],
    ])('refuses %j with 2', async (id, said) => {
      const { code, stdout, stderr } = await place.run(['sessions', 'show', id]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(said);
      expect((await place.run(['sessions', 'verify', id])).code).toBe(2);
    });
  });

  describe('verify', () => {
    it('says unsigned first, and gives 0', async () => {
      writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      const { code, stdout } = await place.run(['sessions', 'verify', first]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^UNSIGNED: the log is whole/);
      expect(stdout).toMatch(/No witness/);
    });

    it('gives 1 for unsigned where signatures are required', async () => {
      writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      const { code, stdout } = await place.run(['sessions', 'verify', first, '--require-signed']);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^FAILED/);
    });

    it('gives 1 for a changed log, among others too, and says how many', async () => {
      writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      const changed = writeSession(root, recordsOf(second, eventful.slice(0, 2)));
      const log = join(changed, 'events/000001.jsonl');
      writeFileSync(log, readFileSync(log, 'utf8').replace('Alice', 'Mallory'));
      const { code, stdout } = await place.run(['sessions', 'verify']);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^2 sessions: 1 failed, 1 unsigned\n/);
      expect(stdout).toContain(second);
    });

    it('tells a torn tail as what it is', async () => {
      const folder = writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      appendFileSync(join(folder, 'events/000001.jsonl'), '{"v":1,"ty');
      const { stdout } = await place.run(['sessions', 'verify', first]);
      expect(stdout).toMatch(/A crash leaves\s+this/);
    });

    it('refuses a list of signers that is not there', async () => {
      writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      const { code, stdout } = await place.run(['sessions', 'verify', first, '--allowed-signers', 'nowhere']);
      expect(code).toBe(1);
      expect(stdout).toContain('list of signers');
    });

    it('is JSON for scripts', async () => {
      writeSession(root, recordsOf(first, eventful.slice(0, 2)));
      const { stdout } = await place.run(['sessions', 'verify', first, '--json']);
      expect(JSON.parse(stdout)).toMatchObject([{ name: first, state: 'unsigned' }]);
    });
  });

  it('says what to do where the settings are broken', async () => {
    place.write('.config/teei-runbook/settings.json', '{');
    const { code, stderr } = await place.run(['sessions', 'list']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/settings\.json can’t be used/);
  });
});
