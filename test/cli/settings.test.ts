import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actions } from '../../src/ui/keymap/actions.ts';
import { makePlace, type Place } from './run-cli.ts';

const file = '.config/teei-runbook/settings.json';

describe('settings', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
  });
  afterEach(() => place.remove());

  const stored = (): unknown => JSON.parse(readFileSync(join(place.home, file), 'utf8'));
  const run = (...argv: readonly string[]) => place.run(['settings', ...argv]);

  it('are listed with what holds without them, and where the file is', async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^sessions-dir +standard +\S*\.local\/state\/teei-runbook\/sessions/m);
    expect(stdout).toMatch(/^theme +standard +auto/m);
    expect(stdout).toContain(`File: ${join(place.home, file)} (not there yet)\n`);
    expect(existsSync(join(place.home, file))).toBe(false);
  });

  it.each([
    [['theme', 'light'], { theme: 'light' }],
    [['attention', 'title', 'bell'], { attention: ['bell', 'title'] }],
    [['attention', 'none'], { attention: [] }],
    [['attention', 'all'], { attention: ['bell', 'notification', 'title'] }],
    [['library', '/srv/library'], { library: '/srv/library' }],
    [['keys.skip', 'C-k'], { keys: { skip: 'ctrl+k' } }],
    [['keys.page-down', 'pgdn', '^V'], { keys: { 'page-down': ['pagedown', 'ctrl+v'] } }],
    [['keys.abort', 'none'], { keys: { abort: [] } }],
  ])('are set by %j', async (words, wanted) => {
    const { code, stderr } = await run('set', ...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stored()).toEqual(wanted);
  });

  it('take a relative path from the current folder', async () => {
    await run('set', 'sessions-dir', 'here');
    expect(stored()).toEqual({ 'sessions-dir': join(place.work, 'here') });
  });

  it.each([
    [
      ['them', 'dark'],
      /There is no setting “them”\. \[settings\/unknown-name\]\n {2}next: Did you mean `theme`\?/,
    ],
    [['keys.skp', 'K'], /Did you mean `keys\.skip`\?/],
    [
      ['theme', 'drak'],
      /takes one of auto, dark, light, mono, not “drak”.*\n {2}next: Did you mean `dark`\?/,
    ],
    [['theme', 'dark', 'light'], /not “dark light”/],
    [['attention', 'bel'], /Did you mean `bell`\?/],
    [['attention', 'bell', 'none'], /settings\/invalid-value/],
    [['library', 'a', 'b'], /takes one path/],
    [['keys.skip', 'f'], /it is the key of `filter`.*\[settings\/key-conflict\]/],
    [['keys.skip', 'ctrl+c'], /\[settings\/fixed-key\]/],
    [['keys.skip', 'ctrl+1'], /\[settings\/unknown-key\]/],
    [['keys.act', 'none'], /Enter can’t be taken from `act`/],
    [['keys.\u001b[2J', 'x'], /\\x1b\[2J/],
  ])('refuse %j with exit code 2, and nothing is written', async (words, said) => {
    const { code, stdout, stderr } = await run('set', ...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(existsSync(join(place.home, file))).toBe(false);
  });

  it('are taken back one by one, or all keys together', async () => {
    await run('set', 'theme', 'dark');
    await run('set', 'keys.skip', 'K');
    await run('set', 'keys.note', 'f5');
    expect((await run('unset', 'keys.skip')).stdout).toMatch(/^skip: s, as shipped \(/);
    expect(stored()).toEqual({ theme: 'dark', keys: { note: 'f5' } });
    await run('unset', 'keys.note');
    expect(stored()).toEqual({ theme: 'dark' });
    await run('set', 'keys.skip', 'K');
    await run('unset', 'keys');
    await run('unset', 'theme');
    expect(stored()).toEqual({});
    expect((await run('unset', 'nothing')).code).toBe(2);
  });

  it('are shown one alone, or as JSON', async () => {
    await run('set', 'theme', 'dark');
    await run('set', 'keys.skip', 'K');
    expect((await run('theme')).stdout).toMatch(/^theme +set +dark .*\n\nFile: /);
    expect((await run('keys.skip')).stdout).toMatch(/^keys\.skip +set +K /);
    expect(JSON.parse((await run('--json')).stdout)).toEqual({
      file: join(place.home, file),
      settings: { theme: 'dark', keys: { skip: 'K' } },
    });
    const wrong = await run('st');
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('Did you mean `set`?');
  });

  it('of the screen that are wrong are told and passed over', async () => {
    place.write(file, '{ "theme": "dusk", "keys": { "skip": "f", "jmp": "x" } }');
    const { code, stdout, stderr } = await run();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^theme +standard +auto/m);
    expect(stderr.match(/\[settings\/[a-z-]+\]/g)).toEqual([
      '[settings/invalid-value]',
      '[settings/unknown-action]',
      '[settings/key-conflict]',
    ]);
    expect((await place.run(['sessions', 'list'])).code).toBe(0);
    const doctor = await place.run(['doctor', '--json']);
    expect(doctor.stdout.match(/"settings"/g)).toHaveLength(3);
  });

  it('in a broken file are put aside by a change, and it is said', async () => {
    place.write(file, '{ mine');
    expect((await run()).code).toBe(2);
    const { code, stdout } = await run('set', 'theme', 'dark');
    expect(code).toBe(0);
    expect(stdout).toMatch(/could not be read, and begin anew\. What was there: .*settings\.json\.broken-/);
    expect(readdirSync(join(place.home, '.config/teei-runbook'))).toHaveLength(2);
  });

  describe('keys', () => {
    it('lists every action with its keys', async () => {
      await run('set', 'keys.skip', 'K');
      const { code, stdout, stderr } = await run('keys');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const { id } of actions) expect(stdout).toContain(`  ${id} `);
      expect(stdout).toMatch(/^ {2}K +skip +.*Shipped with: s\.$/m);
      expect(JSON.parse((await run('keys', '--json')).stdout)).toHaveLength(actions.length);
    });

    it('tells what clashes, with exit code 1', async () => {
      place.write(file, '{ "keys": { "skip": "f" } }');
      const { code, stdout, stderr } = await run('keys');
      expect(code).toBe(1);
      expect(stdout).toMatch(/^ {2}s +skip /m);
      expect(stderr).toMatch(/f to `skip`, but it is the key of `filter`/);
    });
  });

  it.each([
    [['settings', 'un'], ['unset']],
    [['settings', 'set', 'keys.ski'], ['keys.skip']],
    [
      ['settings', 'set', 'theme', ''],
      ['auto', 'dark', 'light', 'mono'],
    ],
    [
      ['settings', 'set', 'attention', 'bell', ''],
      ['notification', 'title'],
    ],
    [['settings', 'unset', 'th'], ['theme']],
    [['settings', 'keys', '--j'], ['--json']],
  ])('are completed: %j', async (words, answers) => {
    const { stdout } = await place.run(['__complete', '--', ...words]);
    expect(stdout.split('\n').slice(0, -1)).toEqual(answers);
  });
});
