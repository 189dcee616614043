/** What a command did, once it is over. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Simulated milliseconds that it took. */
  readonly takes: number;
}

export function wrote(stdout: string): CommandResult {
  return { stdout, stderr: '', exitCode: 0, takes: 0 };
}

/** `stderr`: one line, without its end. */
export function failedWith(exitCode: number, stderr: string): CommandResult {
  return { stdout: '', stderr: stderr === '' ? '' : `${stderr}\n`, exitCode, takes: 0 };
}

/** One after the other, ending as the second did. */
export function followedBy(first: CommandResult, second: CommandResult): CommandResult {
  return {
    stdout: first.stdout + second.stdout,
    stderr: first.stderr + second.stderr,
    exitCode: second.exitCode,
    takes: first.takes + second.takes,
  };
}
