import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { session } from './open-test-journal.ts';

/** A process of its own that appends until it is killed. */
export interface WriterProcess {
  readonly pid: number;
  /** What it printed to stderr so far. */
  readonly stderr: () => string;
  /** Resolves when it has acknowledged so many records since it began; rejects if it ends before. */
  acknowledged(count: number): Promise<void>;
  /** Kills it with SIGKILL; resolves to the number of the last record it acknowledged. */
  kill(): Promise<number>;
}

export async function startWriter(root: string): Promise<WriterProcess> {
  const program = fileURLToPath(new URL('append-forever.ts', import.meta.url));
  const child = spawn(process.execPath, [program, root, session], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  let last = 0;
  let count = 0;
  const waiting: { readonly count: number; readonly go: () => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = Number(line);
    count += 1;
    for (const waiter of waiting) if (count >= waiter.count) waiter.go();
  });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    stderr: () => Buffer.concat(errors).toString('utf8'),
    acknowledged: (wanted) =>
      new Promise((resolve, reject) => {
        if (count >= wanted) resolve();
        waiting.push({ count: wanted, go: resolve });
        ended.then(
          () => reject(new Error(`the writer ended by itself: ${Buffer.concat(errors).toString('utf8')}`)),
          reject,
        );
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      return last;
    },
  };
}
