import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const mainFile = JSON.stringify(resolve(import.meta.dirname, '../../src/cli/main.ts'));

describe('the process around the command line', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'main-'));
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { start } from ${mainFile};\nprocess.exitCode = await start(process);\n`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const env = { ...process.env, NO_COLOR: '1' };

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [join(folder, 'run.mjs'), 'schema'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    await once(child, 'close');
    expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: '' });
  }, 20_000);

  it('tells a fault of its own in lines, never as a stack trace', () => {
    const throwing = `import { start } from ${mainFile};\nsetImmediate(() => { throw new Error('odd\\u001b[2J'); });\nprocess.exitCode = await start(process);\n`;
    writeFileSync(join(folder, 'fault.mjs'), throwing);
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'fault.mjs'), 'list'], {
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^teei-runbook: internal error: odd\\x1b\[2J\n {2}next: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  }, 20_000);

  it('says that the current folder is gone', () => {
    const gone = join(folder, 'gone');
    const script = `mkdir ${gone} && cd ${gone} && rmdir ${gone} && exec ${process.execPath} ${join(folder, 'run.mjs')} list`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/current folder no longer exists/);
  }, 20_000);
});
