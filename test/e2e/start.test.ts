import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { programPath, runNode, runProgram } from './program.ts';

const repository = resolve(import.meta.dirname, '../..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')));

describe('starting the program', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(['--version', '-V'])('tells its version for %s', (option) => {
    expect(runProgram([option])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('refuses an unknown command with exit code 2', () => {
    const { exitCode, stderr } = runProgram(['no-such-command']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no-such-command');
  });

  it('keeps its compile cache in a folder of the user, not in a shared one', () => {
    runProgram(['no-such-command'], { env: { XDG_CACHE_HOME: folder, NODE_COMPILE_CACHE: '' } });
    expect(existsSync(join(folder, 'teei-runbook/compile'))).toBe(true);
  });

  it('says the same with its commands kept compiled, with what was kept damaged, and with no place to keep it', () => {
    const env = { XDG_CACHE_HOME: folder, NODE_COMPILE_CACHE: '' };
    const list = (): unknown => runProgram(['list', '--json'], { cwd: repository, env });
    const first = list();
    const [kept = ''] = globSync(join(folder, 'teei-runbook/compile/*/library/*.list'));
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(list()).toEqual(first);
    truncateSync(kept, 100_000);
    expect(list()).toEqual(first);
    expect(readFileSync(kept).byteLength).toBeGreaterThan(100_000);
    env.XDG_CACHE_HOME = '/dev/null';
    expect(list()).toEqual(first);
  });

  it('says in one line that Node is too old, and exits with 2', () => {
    // The check alone, told that it runs on an old Node.
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
    const start = `${pretend}; require(${JSON.stringify(programPath)})`;
    const { exitCode, stdout, stderr } = runNode(['-e', start]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^teei-runbook: needs Node\.js >=22\.19, and this is 20\.20\.2 .*\n$/);
  });

  it('says in one line that its program files are missing', () => {
    cpSync(join(repository, 'bin'), join(folder, 'bin'), { recursive: true });
    cpSync(join(repository, 'package.json'), join(folder, 'package.json'));
    const { exitCode, stderr } = runNode([join(folder, 'bin/teei-runbook.cjs'), 'list']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^teei-runbook: .*program files are missing.*\n$/);
  });
});
