import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Boundary } from './boundaries.ts';
import type { Workspace } from './workspace.ts';

const program = fileURLToPath(new URL('killed-program.ts', import.meta.url));

/** What a killed run left: the lines of the log that it had acknowledged. */
export interface KilledRun {
  readonly acknowledged: readonly string[];
}

/**
 * Walks a runbook unattended in a process that kills itself with SIGKILL at a boundary of the step named
 * `victim`. Fails unless it died of just that.
 */
export async function runUntilKilled(
  workspace: Workspace,
  boundary: Boundary,
  runbook: string,
): Promise<KilledRun> {
  const child = spawn(process.execPath, [program, boundary, runbook], {
    cwd: workspace.folder,
    env: workspace.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  await once(child, 'close');
  if (child.signalCode !== 'SIGKILL') {
    throw new Error(`it ended with ${String(child.exitCode)} instead: ${said.stderr}`);
  }
  return { acknowledged: said.stdout.split('\n').slice(0, -1) };
}
