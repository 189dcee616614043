/** What a command may use of the process that it runs in. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs one command line (without node and script name) and gives the process's exit code.
 * Never rejects for bad input: it is told on stderr and gives 2.
 */
export function main(argv: readonly string[], io: Io): Promise<number> {
  const [command] = argv;
  io.stderr.write(
    command === undefined
      ? 'teei-runbook: no command given.\n'
      : `teei-runbook: unknown command ${JSON.stringify(command)}.\n`,
  );
  return Promise.resolve(2);
}
