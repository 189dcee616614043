import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

/** What it prints. */
export interface Output {
  readonly stdout: Socket;
  readonly stderr: Socket;
}

interface ChildEvents {
  spawn: [];
  exit: [code: number | null, signal: string | null];
  close: [code: number | null, signal: string | null];
}

/** A process that a launcher has forked: what zx and this program use of Node's ChildProcess. */
export class LaunchedChild extends EventEmitter<ChildEvents> {
  readonly stdin = null;
  readonly stdout = null;
  readonly stderr = null;
  outputs: Output | undefined;
  pid: number | undefined;
  exitCode: number | null = null;
  signalCode: string | null = null;

  /** It waits at its gate. */
  started(pid: number, outputs: Output): void {
    this.pid = pid;
    this.outputs = outputs;
    this.emit('spawn');
  }

  /** It is gone. */
  ended(code: number | null, signal: string | null): void {
    this.exitCode = code;
    this.signalCode = signal;
    this.emit('exit', code, signal);
    this.emit('close', code, signal);
  }

  get gone(): boolean {
    return this.exitCode !== null || this.signalCode !== null;
  }
}
