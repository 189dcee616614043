import { errorText } from '../problem/problem.ts';
import { visibleText } from '../problem/visible-text.ts';
import { exitCode } from './exit-codes.ts';
import { type Io, print } from './io.ts';
import { runProgram } from './program.ts';

/** What the start file hands over: Node's own process. */
export type Host = NodeJS.Process;

/**
 * Runs the command line of this process and gives its exit code. A fault of the program itself, wherever
 * it is thrown, ends it with one line and 1, never with a stack trace.
 */
export async function start(host: Host): Promise<number> {
  quietWhenNobodyReads(host);
  const onFault = (thrown: unknown): void => {
    // Nothing can be trusted after a fault that nobody caught: what runs is left to a resume.
    host.stderr.write(faultText(thrown), () => host.exit(exitCode('failed')));
  };
  host.on('uncaughtException', onFault);
  host.on('unhandledRejection', onFault);
  const cwd = currentFolder(host);
  if (cwd === undefined) {
    await print(
      host.stderr,
      'teei-runbook: The current folder no longer exists.\n  next: change to another one\n',
    );
    return exitCode('usage');
  }
  return main(host.argv.slice(2), ioOf(host, cwd));
}

/** Node opens a stream when it is first asked for: most commands read nothing, and need not wait for that. */
function ioOf(host: Host, cwd: string): Io {
  const { stdout, stderr, env } = host;
  return {
    get stdin() {
      return host.stdin;
    },
    stdout,
    stderr,
    env,
    cwd,
  };
}

/** Runs one command line (without node and script name) and gives the exit code. Never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await runProgram(argv, io);
  } catch (thrown) {
    await print(io.stderr, faultText(thrown));
    return exitCode('failed');
  }
}

/** A reader that went away (`| head`) is no fault; the command ends by itself. */
function quietWhenNobodyReads({ stdout, stderr }: Host): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
      throw error;
    });
  }
}

function faultText(thrown: unknown): string {
  const what = visibleText(errorText(thrown));
  return (
    `teei-runbook: internal error: ${what}\n` +
    '  next: this is a fault of teei-runbook; report it with this line, the command and teei-runbook --version.\n' +
    '        A session that was running is safe: teei-runbook sessions list, then --resume\n'
  );
}

function currentFolder(host: Host): string | undefined {
  try {
    return host.cwd();
  } catch {
    return undefined;
  }
}
