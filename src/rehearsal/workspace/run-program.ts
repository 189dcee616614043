import { execFile } from 'node:child_process';

/** How a program ended, and what it printed. */
export interface ProgramRun {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs a program without a shell, to its end, for at most half a minute. One that is missing has not gone well. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env }: ProgramPlace,
): Promise<ProgramRun> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: 30_000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, stdout, stderr: stderr === '' ? (error?.message ?? '') : stderr });
    });
    child.stdin?.end();
  });
}
