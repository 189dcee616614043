import type { Exit, StopCause } from '../outcome.ts';
import type { Recording } from '../recording.ts';

/** Enough to say later whether the very same process still lives. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since boot, as the kernel tells it; empty where it does not. */
  readonly start: string;
  readonly bootId: string;
}

/** What a shell is started with. */
export interface ShellSetup {
  /** Text for `bash -euo pipefail -c`. Always an author's; values reach it as variables only. */
  readonly script: string;
  readonly cwd: string;
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes the terminal over. What it shows there is delivered as stdout where it can be recorded. */
  readonly interactive: boolean;
  /** A file that carries working folder and exports from block to block (files without annotations). */
  readonly carry?: string;
}

export interface ShellRun extends ShellSetup {
  /** Aborted with a StopCause as reason: TERM to the process group, KILL after the grace period. */
  readonly signal: AbortSignal;
  /**
   * Called with the process before it may run its first command. The process is held until the promise
   * resolves; when it rejects, or this program dies, the process ends without having run anything.
   */
  onSpawn(process: ProcessIdentity): Promise<void>;
  /** Bytes as they come. Backpressure: the process is not read further until the promise resolves. */
  onOutput(stream: 'stdout' | 'stderr', chunk: Buffer): void | Promise<void>;
  /**
   * What will probably be run after this one, asked for once this one has been let go. Its shell may then be
   * started ahead of time, held as any other until its own `onSpawn` has resolved; it ends where it is not asked for.
   */
  next?(): ShellSetup | undefined;
}

export interface ShellExit {
  readonly exit: Exit;
  readonly stopped: StopCause | undefined;
  readonly milliseconds: number;
  /** Of an interactive run: how much of it was delivered. */
  readonly recording?: Recording;
}

/**
 * Runs shell text in its own process group. Rejects when bash itself can't be started, and with the error
 * of `onSpawn` or `onOutput` when one of them rejects; the process has ended by then.
 */
export interface Shell {
  run(run: ShellRun): Promise<ShellExit>;
  /** Runs a program with arguments and keeps at most `limit` bytes of what it prints. For looking, never for steps. */
  probe(
    argv: readonly [string, ...string[]],
    options: {
      readonly env: Readonly<Record<string, string>>;
      readonly cwd: string;
      readonly timeout: number;
      readonly limit?: number;
      /** Kills the program when it aborts; the call rejects then. */
      readonly signal?: AbortSignal;
    },
  ): Promise<{ readonly exit: Exit; readonly stdout: string; readonly stderr: string } | 'not-found'>;
}

/** The one error of a Shell's own: the process could not be started, so nothing was run. */
export class ShellNotStarted extends Error {
  override readonly name = 'ShellNotStarted';
}
