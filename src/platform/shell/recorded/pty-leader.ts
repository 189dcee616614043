import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { errorText } from '../../../problem/problem.ts';
import {
  decodeOrder,
  encodeMessage,
  leaderDescriptor,
  type LeaderOrder,
  type LeaderReport,
} from './leader-messages.ts';

/*
 * A program of its own: the first process in the terminal that script(1) opens, and the parent of the command there.
 * It waits for its order, as a shell waits at the gate, and tells how the command ended, code and signal apart.
 */
const channel = new Socket({ fd: leaderDescriptor });
// The end of the lines says the same.
channel.on('error', () => channel.destroy());
const lines = createInterface({ input: channel });
lines.once('line', (line) => {
  const order = decodeOrder(line);
  if (order === undefined) return leave({ report: 'not-started', why: 'its order could not be read' });
  lead(order);
});
tell({ report: 'ready', pid: process.pid });

function tell(report: LeaderReport, told?: () => void): void {
  channel.write(encodeMessage(report), told);
}

function leave(last: LeaderReport): void {
  lines.off('close', hangUp);
  // With nothing left to wait for, this program ends.
  tell(last, () => channel.destroy());
}

/** Whoever recorded this terminal is gone: it ends as if its window had been closed. */
function hangUp(): void {
  process.kill(0, 'SIGHUP');
}

function lead({ command, args, cwd, env }: LeaderOrder): void {
  lines.once('close', hangUp);
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  child.once('error', (thrown) => leave({ report: 'not-started', why: errorText(thrown) }));
  child.once('exit', (code, signal) =>
    leave({ report: 'ended', code: code ?? undefined, signal: signal ?? undefined }),
  );
  // Keys and whoever stops the step mean the command.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.on('SIGTSTP', () => {
    // The kernel stops nothing by itself here: no shell is there that could continue it.
    tell({ report: 'stopping' }, () => process.kill(0, 'SIGSTOP'));
  });
}
