import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The program's start file, as npm links it. */
export const programPath = resolve(import.meta.dirname, '../../bin/teei-runbook.cjs');

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** Runs Node with these arguments and without a terminal, to its end. */
export function runNode(args: readonly string[], options: RunOptions = {}): Finished {
  const child = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    input: options.input ?? '',
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  return { exitCode: child.status, stdout: child.stdout, stderr: child.stderr };
}

/** Runs the built program without a terminal, to its end. */
export function runProgram(args: readonly string[], options: RunOptions = {}): Finished {
  return runNode([programPath, ...args], options);
}
