import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runScript, type Ran } from './run-script.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'carry ')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = {
  PATH: process.env['PATH'] ?? '',
  TOKEN: 'topsecret',
  SESSION_DIR: '/s',
  STEP_DIR: '/s/1',
  KUBECONFIG: '/k',
};

function block(script: string): Promise<Ran> {
  return runScript(script, { cwd: folder, env, carry: join(folder, "it's the carry") });
}

const carried = (): string => readFileSync(join(folder, "it's the carry"), 'utf8');

describe('carrying from block to block', () => {
  it('keeps folder and exports, as pasting would', async () => {
    mkdirSync(join(folder, 'a $b'));
    expect(
      (await block(`cd 'a $b'; export X=$'one\\ntwo "$HOME" \\\\'; Y=unexported; export PATH=/opt:$PATH`))
        .exit.code,
    ).toBe(0);
    const second = await block(`pwd; echo "$X"; echo "\${Y-none}"; echo "\${PATH%%:*}"`);
    expect(second.stderr).toBe('');
    expect(second.stdout).toBe(`${folder}/a $b\none\ntwo "$HOME" \\\nnone\n/opt\n`);
  });

  it('keeps the exit code of the script, and carries after a failure too', async () => {
    expect((await block('export X=1; exit 42')).exit.code).toBe(42);
    expect((await block('echo "$X"; export X=2; false')).exit.code).toBe(1);
    expect((await block('echo "$X"; nosuch')).stdout).toBe('2\n');
  });

  it('reports a syntax error with 2', async () => {
    const ran = await block('echo a\nif then');
    expect(ran.exit.code).toBe(2);
    expect(ran.stderr).toContain('syntax error near unexpected token');
    expect(ran.stderr).not.toContain('__runbook');
  });

  it('carries an unset variable as unset', async () => {
    await block('unset TOKEN');
    expect((await block('echo "${TOKEN-gone}"')).stdout).toBe('gone\n');
  });

  it('never writes what the process was given, nor what belongs to one attempt', async () => {
    await block('export X=1 STEP_DIR=/other KUBECONFIG=/other SESSION_DIR=/other');
    expect(carried()).not.toContain('topsecret');
    expect((await block('echo "$STEP_DIR $SESSION_DIR $KUBECONFIG"')).stdout).toBe('/s/1 /s /k\n');
  });

  it('is for this user only, and replaced as a whole', async () => {
    await block('export X=1; umask 000; set -C');
    await block('export X=2; set -x; IFS=o; export IFS');
    expect(statSync(join(folder, "it's the carry")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["it's the carry"]);
    expect((await block('echo "$X"')).stdout).toBe('2\n');
  });

  it('goes on only when the folder is still there', async () => {
    await block('mkdir gone; cd gone');
    rmSync(join(folder, 'gone'), { recursive: true });
    const ran = await block('echo ran');
    expect(ran.stdout).toBe('');
    expect(ran.exit.code).not.toBe(0);
    expect(ran.stderr).toContain('gone');
  });
});
