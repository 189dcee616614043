import { type ChildProcess, spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { processGroup, stop } from '../stop.ts';
import { LaunchedChild } from './launched-child.ts';
import { type EnvironmentChanges, launcherScript, requestText } from './launcher-script.ts';
import { type Reply, ReplyReader } from './replies.ts';

/** Milliseconds to wait for an answer that takes two. */
const patience = 5000;

/**
 * A small bash that forks shells for this program, one at a time. Node forks itself for each process that it starts,
 * which copies the page tables of the whole program; a bash has a twentieth of them.
 *
 * The launcher ends with this program, and when it is told to: whatever waits at its gate then ends too, having run
 * nothing. Where it is ended by anything else, nobody will know how its process ends: that one is stopped.
 */
export class Launcher {
  readonly env: Readonly<Record<string, string>>;
  readonly #process: ChildProcess;
  readonly #channel: Socket;
  readonly #grace: number;
  readonly #replies = new ReplyReader();
  #ready: ((ready: boolean) => void) | undefined;
  #child: LaunchedChild | undefined;
  #closed = false;

  /** Undefined: this system, or this bash, can't. `grace`: milliseconds between TERM and KILL. */
  static async start(
    bash: string,
    { cwd, env, grace }: { cwd: string; env: Readonly<Record<string, string>>; grace: number },
  ): Promise<Launcher | undefined> {
    const process = spawn(bash, ['-c', launcherScript], {
      cwd,
      env: { ...env, LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    process.on('error', () => undefined);
    const channel = process.stdio[3];
    if (!(channel instanceof Socket)) return undefined;
    process.unref();
    const launcher = new Launcher(process, channel, { env: { ...env, LC_ALL: 'C' }, grace });
    const late = launcher.#endWhenLate();
    const ready = await new Promise<boolean>((resolve) => {
      launcher.#ready = resolve;
    });
    clearTimeout(late);
    launcher.unref();
    return ready ? launcher : undefined;
  }

  private constructor(
    process: ChildProcess,
    channel: Socket,
    { env, grace }: { env: Readonly<Record<string, string>>; grace: number },
  ) {
    this.env = env;
    this.#process = process;
    this.#channel = channel;
    this.#grace = grace;
    channel.setEncoding('utf8');
    channel.on('data', (chunk: string) => {
      for (const reply of this.#replies.read(chunk)) this.#hear(reply);
    });
    channel.on('error', () => channel.destroy());
    channel.on('close', () => void this.#lose());
  }

  /** True once it can start nothing any more. */
  get ended(): boolean {
    return this.#closed;
  }

  /** True while nothing that it has started is left. */
  get idle(): boolean {
    return !this.#closed && this.#child === undefined;
  }

  /** Forks a shell that becomes what the text says. It tells of itself by its events. */
  launch(text: string, changes: EnvironmentChanges): LaunchedChild {
    const child = new LaunchedChild();
    this.#child = child;
    this.ref();
    this.#channel.write(requestText(text, changes));
    const late = this.#endWhenLate();
    child.once('spawn', () => clearTimeout(late));
    child.once('exit', () => {
      clearTimeout(late);
      this.#settle(child);
    });
    return child;
  }

  /** Lets what waits at the gate begin. */
  open(): void {
    this.#channel.write('\n');
  }

  end(): void {
    this.#channel.destroy();
  }

  ref(): void {
    this.#channel.ref();
  }

  unref(): void {
    this.#channel.unref();
  }

  /** It may be suspended, or the machine be short of something: Node can start the process then. */
  #endWhenLate(): NodeJS.Timeout {
    return setTimeout(() => this.end(), patience);
  }

  #hear(reply: Reply): void {
    switch (reply.reply) {
      case 'ready':
        return this.#ready?.(true);
      case 'started':
        return this.#listenTo(reply.pid);
      case 'ended':
        return this.#child?.ended(reply.code, reply.signal);
    }
  }

  /** Only now: a pipe that no writer has opened yet looks like one at its end. */
  #listenTo(pid: number): void {
    const child = this.#child;
    if (child === undefined) return;
    try {
      const outputs = { stdout: this.#reading(5), stderr: this.#reading(6) };
      for (const stream of Object.values(outputs)) stream.once('close', () => this.#settle(child));
      child.started(pid, outputs);
    } catch {
      this.end();
    }
  }

  #reading(descriptor: number): Socket {
    const path = `/proc/${this.#process.pid}/fd/${descriptor}`;
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return new Socket({ fd, readable: true, writable: false });
  }

  /** A pipe that was left before its end may have a writer still: it is not read for another process. */
  #settle(child: LaunchedChild): void {
    const streams: readonly Socket[] = child.outputs === undefined ? [] : Object.values(child.outputs);
    if (!child.gone || streams.some(({ closed }) => !closed)) return;
    if (streams.length === 0 || streams.some(({ readableEnded }) => !readableEnded)) return this.end();
    this.#child = undefined;
    this.unref();
  }

  async #lose(): Promise<void> {
    this.#closed = true;
    this.#ready?.(false);
    const child = this.#child;
    if (child === undefined || child.gone) return;
    if (child.pid !== undefined) await stop(processGroup(child.pid), this.#grace);
    child.ended(null, 'SIGKILL');
  }
}
