import { constants } from 'node:os';
import { spawn as spawnAtTerminal } from '@lydell/node-pty';
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { programPath } from '../program.ts';
import { type Conversation, converse } from './conversation.ts';
import type { Workspace } from './workspace.ts';

interface OpenOptions {
  readonly columns?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Another program than the built one. */
  readonly program?: readonly string[];
}

/** Starts the program at a terminal of its own. */
export function openTerminal(
  workspace: Workspace,
  args: readonly string[],
  { columns = 100, env = {}, program = [programPath] }: OpenOptions = {},
): Conversation {
  const child = spawnAtTerminal(process.execPath, [...program, ...args], {
    cols: columns,
    rows: 40,
    cwd: workspace.folder,
    name: env['TERM'] ?? 'xterm-256color',
    env: definedOnly({ ...workspace.env, ...env }),
  });
  const { conversation, ear } = converse({
    pid: child.pid,
    enter: '\r',
    write: (text) => child.write(text),
  });
  let ended = false;
  child.onData((text) => ear.hears(text));
  child.onExit(({ exitCode, signal }) => {
    ended = true;
    ear.hearsTheEnd(signal === undefined || signal === 0 ? exitCode : 128 + signal);
  });
  onTestFinished(() => {
    if (!ended) child.kill('SIGKILL');
  });
  return conversation;
}

/** Starts the program with pipes instead of a terminal. `hangsUp` ends its input. */
export function openPipes(
  workspace: Workspace,
  args: readonly string[],
  { env = {}, program = [programPath] }: OpenOptions = {},
): Conversation & { hangsUp(): void } {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: workspace.folder,
    env: definedOnly({ ...workspace.env, ...env }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that has ended reads nothing any more; its exit says so.
  child.stdin.on('error', () => child.stdin.destroy());
  const { conversation, ear } = converse({
    pid: child.pid ?? 0,
    enter: '\n',
    write: (text) => child.stdin.write(text),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => ear.hears(text));
  }
  child.once('close', (code, signal) =>
    ear.hearsTheEnd(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { ...conversation, hangsUp: () => child.stdin.end() };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}
