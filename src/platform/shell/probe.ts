import { spawn } from 'node:child_process';
import { KeptBytes } from '../../steps/kept-bytes.ts';
import type { Exit } from '../../steps/outcome.ts';
import type { Shell } from '../../steps/ports/shell.ts';

type Probe = Shell['probe'];

const defaultLimit = 256 * 1024;

/**
 * Runs a program with arguments, without a shell. Output beyond the limit is read and dropped; a program
 * that takes longer than `timeout` milliseconds is killed. Rejects when it is there but can't be started.
 */
export const probe: Probe = ([file, ...args], { env, cwd, timeout, limit = defaultLimit, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env,
      cwd,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Node's own time limit goes on for a program that is not there, and would keep this one from ending.
    const limitTime = setTimeout(() => child.kill('SIGKILL'), timeout);
    const stdout = new KeptBytes(limit);
    const stderr = new KeptBytes(limit);
    child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
    const answer = (code: number | null, by: string | null): void => {
      const exit: Exit = { code: code ?? undefined, signal: by ?? undefined };
      resolve({ exit, stdout: stdout.seen().text, stderr: stderr.seen().text });
    };
    child.once('error', (error) => {
      clearTimeout(limitTime);
      if ('code' in error && error.code === 'ENOENT') resolve('not-found');
      else reject(error);
    });
    // A helper that the program left behind may hold the pipes open; the program itself has answered.
    child.once('exit', (code, by) => {
      clearTimeout(limitTime);
      const late = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, 300);
      child.once('close', () => {
        clearTimeout(late);
        answer(code, by);
      });
    });
  });
