import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from '../../../src/platform/process-identity.ts';
import type { ProcessIdentity } from '../../../src/steps/ports/shell.ts';
import { runScript } from './run-script.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shell-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Resolves when the condition holds; the test's own time limit is the bound. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** Aborts once the text has been printed. */
function stopOn(text: string, reason: unknown) {
  const abort = new AbortController();
  let seen = '';
  return {
    signal: abort.signal,
    output: () => seen,
    onOutput: (_stream: 'stdout' | 'stderr', chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(text)) abort.abort(reason);
    },
  };
}

describe('a script', () => {
  it('is run by bash with -euo pipefail', async () => {
    expect(await runScript('echo out; echo err >&2; false | true; echo not reached')).toMatchObject({
      exit: { code: 1, signal: undefined },
      stdout: 'out\n',
      stderr: 'err\n',
      stopped: undefined,
    });
    const unset = await runScript('echo "$NOT_SET"');
    expect(unset.exit.code).not.toBe(0);
    expect(unset.stderr).toContain('NOT_SET: unbound variable');
  });

  it('reaches bash byte by byte, whatever it quotes', async () => {
    const script = `printf '%s\\n' "it's" '"' '\\' "\\\\" '$HOME' '\`id\`' $'tab\\t' 'ü–🚀'`;
    const direct = execFileSync('bash', ['-euo', 'pipefail', '-c', script], { encoding: 'utf8' });
    expect((await runScript(script)).stdout).toBe(direct);
  });

  it('gets only the environment it is given, without BASH_ENV', async () => {
    const PATH = process.env['PATH'] ?? '';
    const ran = await runScript('env | sort | grep -vE "^(_|PWD|SHLVL)="; echo "$SHLVL"', {
      env: { PATH, A: '$(id) `id`', BASH_ENV: join(folder, 'never') },
    });
    expect(ran.stdout).toBe(`A=$(id) \`id\`\nPATH=${PATH}\n2\n`);
  });

  it('gets no exported function, which could stand in for a command', async () => {
    const env = { PATH: process.env['PATH'] ?? '', 'BASH_FUNC_true%%': '() { echo replaced; }' };
    for (const carry of [{}, { carry: join(folder, 'carried') }]) {
      expect(await runScript('true; echo kept', { env, ...carry })).toMatchObject({ stdout: 'kept\n' });
    }
  });

  it('has the line numbers and messages of a plain bash', async () => {
    const script = 'echo one\nf() {\n  echo $LINENO\n  nosuch-command\n}\nf';
    const plain = await runScript(script);
    expect(plain.stdout).toBe('one\n3\n');
    expect(plain.exit.code).toBe(127);
    expect(plain.stderr).toMatch(/nosuch-command: command not found/);
  });

  it.each(['if then', 'echo a\nif then'])(
    'reports a syntax error as bash does, with 2: %j',
    async (script) => {
      const ran = await runScript(script);
      expect(ran.exit.code).toBe(2);
      expect(ran.stderr).toContain(`bash: -c: line ${script.split('\n').length}: syntax error`);
      expect(ran.stderr).not.toContain('read -r');
    },
  );

  it('sees neither the gate’s descriptor nor any input', async () => {
    const ran = await runScript('[ -e /proc/$$/fd/3 ] || echo none; readlink /proc/self/fd/0; echo "${#_}"');
    expect(ran.stdout).toMatch(/^none\n\/dev\/null\n[1-9]/);
    expect((await runScript('echo x >&3')).stderr).toMatch(/3: Bad file descriptor/);
  });

  it('ends by a signal', async () => {
    expect((await runScript('kill -KILL $$')).exit).toEqual({ code: undefined, signal: 'SIGKILL' });
  });

  it('is refused when it holds a NUL', async () => {
    await expect(runScript('echo a\0b')).rejects.toThrow(/NUL/);
  });

  it('rejects when the folder or bash is missing', async () => {
    await expect(runScript('true', { cwd: join(folder, 'none') })).rejects.toThrow(/could not be started in/);
    await expect(runScript('true', {}, { bash: 'no-such-bash' })).rejects.toThrow(/could not be started/);
  });

  it('does not listen to ZX_ variables', async () => {
    process.env['ZX_PREFIX'] = 'echo ambient;';
    try {
      expect((await runScript('echo mine')).stdout).toBe('mine\n');
    } finally {
      delete process.env['ZX_PREFIX'];
    }
  });
});

describe('the gate', () => {
  it('holds the process until onSpawn has resolved', async () => {
    const mark = join(folder, 'mark');
    let identity: ProcessIdentity | undefined;
    const ran = await runScript(`echo $$ > ${mark}; echo $$`, {
      onSpawn: async (process) => {
        identity = process;
        // The held bash sleeps in its read: give it every chance to run on.
        await until(() => readFileSync(`/proc/${process.pid}/stat`, 'utf8').includes(') S '));
        expect(() => readFileSync(mark)).toThrow(/ENOENT/);
        expect(identityOf(process.pid)).toEqual(process);
      },
    });
    expect(ran.stdout.trim()).toBe(String(identity?.pid));
    expect(readFileSync(mark, 'utf8').trim()).toBe(String(identity?.pid));
  });

  it('runs nothing when onSpawn rejects', async () => {
    const mark = join(folder, 'mark');
    let pid = 0;
    const run = runScript(`touch ${mark}`, {
      onSpawn: (process) => {
        pid = process.pid;
        return Promise.reject(new Error('the log can’t be written'));
      },
    });
    await expect(run).rejects.toThrow('the log can’t be written');
    expect(identityOf(pid)).toBeUndefined();
    expect(() => readFileSync(mark)).toThrow(/ENOENT/);
  });

  it('starts nothing when it is stopped before', async () => {
    const ran = await runScript('echo ran', {
      signal: AbortSignal.abort('operator'),
      onSpawn: () => Promise.reject(new Error('spawned')),
    });
    expect(ran).toMatchObject({ stopped: 'operator', stdout: '', exit: { code: undefined } });
  });

  it('runs nothing when it is stopped while it is held', async () => {
    const abort = new AbortController();
    const ran = await runScript('echo ran', {
      signal: abort.signal,
      onSpawn: async (process) => {
        abort.abort('operator');
        await until(() => identityOf(process.pid) === undefined);
      },
    });
    expect(ran).toMatchObject({
      stopped: 'operator',
      stdout: '',
      exit: { code: undefined, signal: 'SIGTERM' },
    });
  });
});

describe('stopping', () => {
  it('sends TERM to the whole group and lets the script clean up', async () => {
    const { output, ...request } = stopOn('ready', 'timeout');
    const ran = await runScript('trap "echo cleaned; exit 7" TERM; sleep 1000 & echo ready; wait', request);
    expect(ran).toMatchObject({ stopped: 'timeout', exit: { code: 7 } });
    expect(output()).toBe('ready\ncleaned\n');
  });

  it('sends KILL to what ignores TERM, grandchildren too', async () => {
    const { output, ...request } = stopOn('ready', 'operator');
    const ran = await runScript(
      `trap "" TERM; bash -c 'trap "" TERM; echo $$ ready; while :; do sleep 1000; done' & wait; wait`,
      request,
      { grace: 50 },
    );
    expect(ran).toMatchObject({ stopped: 'operator', exit: { signal: 'SIGKILL' } });
    const grandchild = Number.parseInt(output(), 10);
    await until(() => identityOf(grandchild) === undefined);
  });

  it('says shutdown for a reason that is no stop cause', async () => {
    const { output: _output, ...request } = stopOn('ready', undefined);
    expect((await runScript('echo ready; sleep 1000', request)).stopped).toBe('shutdown');
  });

  it('stops the children of an interactive command, which has no group of its own', async () => {
    const abort = new AbortController();
    const pidFile = join(folder, 'pid');
    const run = runScript(`sleep 1000 & echo $! > ${pidFile}; wait`, {
      interactive: true,
      signal: abort.signal,
    });
    const written = (): string => {
      try {
        return readFileSync(pidFile, 'utf8');
      } catch {
        return '';
      }
    };
    await until(() => written().endsWith('\n'));
    abort.abort('operator');
    expect(await run).toMatchObject({ stopped: 'operator', exit: { signal: 'SIGTERM' } });
    await until(() => identityOf(Number(written())) === undefined);
  });
});

describe('output', () => {
  it('comes whole and in order, however slowly it is taken', async () => {
    const chunks: Buffer[] = [];
    let pending = 0;
    await runScript('seq 1 200000', {
      onOutput: async (_stream, chunk) => {
        expect(++pending).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        chunks.push(Buffer.from(chunk));
        pending--;
      },
    });
    expect(Buffer.concat(chunks).toString()).toBe(
      Array.from({ length: 200000 }, (_, index) => `${index + 1}\n`).join(''),
    );
  });

  it('keeps every byte, valid text or not', async () => {
    const bytes: Buffer[] = [];
    await runScript(String.raw`printf '\377\000\033[31m\r\n'`, {
      onOutput: (_stream, chunk) => void bytes.push(chunk),
    });
    expect(Buffer.concat(bytes)).toEqual(Buffer.from('\xff\x00\x1b[31m\r\n', 'latin1'));
  });

  it('does not wait for a background process that holds the pipe', async () => {
    const ran = await runScript('sleep 1000 & echo $!');
    expect(ran.exit.code).toBe(0);
    const left = Number(ran.stdout);
    expect(identityOf(left)).toBeDefined();
    process.kill(left);
  });

  it('does not wait for a background process that never stops printing', async () => {
    const ran = await runScript('yes & echo $! >&2');
    expect(ran.exit.code).toBe(0);
    const left = Number(ran.stderr);
    await until(() => identityOf(left) === undefined);
  });

  it('ends the process when it can’t be kept', async () => {
    const run = runScript('echo first; sleep 1000', {
      onOutput: () => Promise.reject(new Error('disk full')),
    });
    await expect(run).rejects.toThrow('disk full');
  });
});
