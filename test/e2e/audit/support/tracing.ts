import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Workspace } from '../../support/workspace.ts';

/** A fault that strace brings into the system calls of a running program. */
export interface Fault {
  /** Names of system calls, as strace takes them. */
  readonly calls: string;
  /** `error=EIO`, `signal=SIGKILL:when=2`. None: they are only written down. */
  readonly fault?: string;
  /** Only calls on this file. */
  readonly path?: string;
}

/** A traced program; it goes on, without the fault, once the tracing stops. */
export interface Tracing {
  /** Ends it. Gives the calls as strace wrote them down. */
  stop(): Promise<string>;
}

let probed: boolean | undefined;

/** Why no fault can be brought in here; undefined: it can. */
export function noTracing(): string | undefined {
  probed ??= mayAttach() && spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
  return probed ? undefined : 'strace is not here, or may not attach to a process';
}

/** Linux lets others than root attach to their own processes only where Yama is not there, or lets them. */
function mayAttach(): boolean {
  if (process.getuid?.() === 0) return true;
  try {
    return readFileSync('/proc/sys/kernel/yama/ptrace_scope', 'utf8').trim() === '0';
  } catch {
    return process.platform === 'linux';
  }
}

/** The options of strace for a fault. */
export function straceOptions({ calls, fault, path }: Fault): readonly string[] {
  return [
    '-f',
    ...(path === undefined ? [] : ['-P', path]),
    '-e',
    `trace=${calls}`,
    ...(fault === undefined ? [] : ['-e', `inject=${calls}:${fault}`]),
  ];
}

/** Attaches strace to every thread of a running program; resolves once it is there. */
export async function trace(workspace: Workspace, pid: number, fault: Fault): Promise<Tracing> {
  const file = join(workspace.folder, 'trace');
  const child = spawn('strace', [...straceOptions(fault), '-o', file, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise<void>((attached, failed) => {
    child.stderr.on('data', (said: Buffer) => {
      if (said.includes('attached')) attached();
    });
    ended.then(() => failed(new Error('strace has not attached')), failed);
  });
  return {
    async stop() {
      child.kill('SIGINT');
      await ended;
      return readFileSync(file, 'utf8');
    },
  };
}
