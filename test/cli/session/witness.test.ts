import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlace, type Place } from '../run-cli.ts';

const runbook = [
  '# Look\n',
  '<!-- step: { id: look, effect: read } -->\n```bash\ntrue\n```\n',
  '- [ ] It looks well\n',
].join('\n');

describe('the witness of a session', () => {
  let place: Place;
  let sessions = '';
  beforeEach(() => {
    place = makePlace();
    place.write('work/look.md', runbook);
    sessions = join(place.home, '.local/state/teei-runbook/sessions');
  });
  afterEach(() => place.remove());

  const walk = () => place.run(['look.md', '--unattended']);
  const only = (): string => join(sessions, readdirSync(sessions)[0] ?? '');

  it('is that of the settings, and verify asks it by itself', async () => {
    expect((await place.run(['settings', 'set', 'witness', 'file=heads'])).code).toBe(0);
    await walk();
    expect(readFileSync(join(place.work, 'heads'), 'utf8')).toContain('"checkpoint":1,');
    expect((await place.run(['sessions', 'verify', '--json'])).stdout).toContain('"witness": "witnessed"');
  });

  it('is that of platform.yaml, from its folder, and of a session that is resumed', async () => {
    place.write('work/platform.yaml', 'witness: [{ file: heads }, { command: cat >> "$HOME/copy" }]\n');
    await walk();
    const folder = only();
    cpSync(folder, join(place.home, 'earlier'), { recursive: true });
    await place.run(['--resume', '--unattended']);
    const heads = readFileSync(join(place.work, 'heads'), 'utf8');
    expect(readFileSync(join(place.home, 'copy'), 'utf8')).toBe(heads);
    const verify = () => place.run(['sessions', 'verify', '--witness', 'heads']);
    expect(await verify()).toMatchObject({ code: 0 });
    rmSync(folder, { recursive: true });
    cpSync(join(place.home, 'earlier'), folder, { recursive: true });
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(stdout).toMatch(/put back to an\s+earlier state/);
  });

  it('is asked by the script that proves the session with stock tools', async () => {
    place.write('work/platform.yaml', 'witness: [{ file: heads }]\n');
    await walk();
    const explain = ['sessions', 'verify', '2', '--witness', 'heads', '--explain'];
    const { code, stdout } = await place.run(explain);
    expect(code).toBe(0);
    const prove = () => spawnSync('sh', { input: stdout, encoding: 'utf8' });
    expect(prove()).toMatchObject({ status: 0 });
    expect(prove().stdout).toMatch(/^Nothing was changed: \d+ records, 0 of them vouched for/m);
    rmSync(join(only(), 'checkpoints/000001.txt'));
    expect(prove()).toMatchObject({ status: 1 });
  });

  it('is told to have failed, and the session goes on', async () => {
    place.write('work/platform.yaml', 'witness: [{ command: "exit 7" }]\n');
    const { code, stdout, stderr } = await walk();
    expect(code).toBe(3);
    expect(stdout).toContain('look: exit code 0');
    expect(stderr).toContain('not witnessed: checkpoint 1, by command exit: it ended with exit code 7\n');
    expect((await place.run(['sessions', 'show', '2'])).stdout).toContain('not witnessed: checkpoint 1');
  });

  it('has no part in a rehearsal', async () => {
    place.write('work/platform.yaml', 'witness: [{ file: heads }]\n');
    await place.run(['look.md', '--rehearse', '--pace', '100', '--unattended']);
    expect(readdirSync(place.work)).not.toContain('heads');
  });

  it('of the settings has to be one that can be used', async () => {
    place.write('.config/teei-runbook/settings.json', '{ "witness": ["postgresql=here"] }');
    const { code, stderr } = await walk();
    expect(code).toBe(2);
    expect(stderr).toContain('postgresql=here');
  });

  it.each(['cloud=x', 'postgresql=x', 'file='])('is not set to %s', async (value) => {
    const { code, stderr } = await place.run(['settings', 'set', 'witness', value]);
    expect(code).toBe(2);
    expect(stderr).toContain('file=PATH');
  });
});
