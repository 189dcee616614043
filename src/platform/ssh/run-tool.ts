import { spawn } from 'node:child_process';

/** How a program ended and what it said. `undefined` instead: there is no such program. */
export interface ToolRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin?: string;
  /** Milliseconds after which it is killed; an agent may wait for a confirmation nobody sees. */
  readonly timeout?: number;
  /** At the terminal: it may ask for a passphrase. Otherwise it has no terminal and can't ask. */
  readonly terminal?: boolean;
}

const longestOutput = 1024 * 1024;

/** Runs a program with arguments, never through a shell. */
export function runTool(
  name: string,
  args: readonly string[],
  options: ToolOptions,
): Promise<ToolRun | undefined> {
  const terminal = options.terminal === true;
  const env = terminal
    ? { ...options.env, LC_ALL: 'C' }
    : { ...options.env, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never', GIT_TERMINAL_PROMPT: '0' };
  return new Promise((resolve) => {
    const child = spawn(name, args, {
      env,
      detached: !terminal,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout, killSignal: 'SIGKILL' as const }),
      stdio: [terminal ? 'inherit' : 'pipe', 'pipe', terminal ? 'inherit' : 'pipe'],
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve({ code: code ?? -1, stdout: stdout(), stderr: stderr() }));
    // A program may end before it has read everything; its exit code tells then.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.stdin ?? '');
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (size < longestOutput) chunks.push(chunk);
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).subarray(0, longestOutput).toString('utf8');
}
