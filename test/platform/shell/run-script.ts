import { tmpdir } from 'node:os';
import { createShell, type ShellSettings } from '../../../src/platform/shell/zx-shell.ts';
import type { ShellExit, ShellRun } from '../../../src/steps/ports/shell.ts';

export interface Ran extends ShellExit {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script by the real adapter and keeps its output; any member of the request can be given. */
export async function runScript(
  script: string,
  request: Partial<ShellRun> = {},
  settings: ShellSettings = {},
): Promise<Ran> {
  const kept = { stdout: '', stderr: '' };
  const exit = await createShell(settings).run({
    script,
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    interactive: false,
    signal: new AbortController().signal,
    onSpawn: () => Promise.resolve(),
    onOutput: (stream, chunk) => {
      kept[stream] += chunk.toString('utf8');
    },
    ...request,
  });
  return { ...exit, ...kept };
}
