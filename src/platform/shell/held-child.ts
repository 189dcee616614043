import { ChildProcess, spawn as nodeSpawn } from 'node:child_process';
import { Socket } from 'node:net';
import { $, type Options, type ProcessPromise } from 'zx/core';
import { errorText } from '../../problem/problem.ts';
import type { Exit } from '../../steps/outcome.ts';
import type { ProcessIdentity, ShellSetup } from '../../steps/ports/shell.ts';
import { bootId, identityOf } from '../process-identity.ts';
import { firstShell, notStarted } from './first-shell.ts';
import type { LaunchedChild } from './launcher/launched-child.ts';
import type { Launcher } from './launcher/launcher.ts';
import { environmentChanges } from './launcher/launcher-script.ts';
import { gate, quoteWord } from './prelude.ts';

/** What is asked of a process that was started: Node's own, or one that a launcher has forked. */
export interface StartedProcess {
  readonly pid?: number | undefined;
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  once(event: 'exit', listener: () => void): unknown;
}

/** A child that waits at the gate, with its streams. */
export interface HeldChild {
  readonly child: StartedProcess;
  readonly identity: ProcessIdentity;
  readonly stdout: Socket | undefined;
  readonly stderr: Socket | undefined;
  readonly ended: Promise<Exit>;
  /** Lets it begin. */
  open(): void;
  /** Ends it, having run nothing. */
  refuse(): void;
  /** Whether it keeps this program from ending. */
  keepAlive(keep: boolean): void;
}

/** Starts a shell by zx that waits at the gate. Rejects with ShellNotStarted. */
export async function startHeld(setup: ShellSetup, bash: string): Promise<HeldChild> {
  const { shell, text, env } = firstShell(setup, bash);
  const taken: ChildProcess[] = [];
  const streams = setup.interactive ? ('inherit' as const) : ('pipe' as const);
  const output = zxRun(text, {
    shell,
    cwd: setup.cwd,
    env,
    detached: !setup.interactive,
    stdio: [setup.interactive ? 'inherit' : 'ignore', streams, streams, 'pipe'],
    spawn: spawnInto(taken),
  });
  const child = taken[0];
  const [, out, err, gatePipe] = child?.stdio ?? [];
  if (child?.pid === undefined || !(gatePipe instanceof Socket)) {
    const { cause } = await output;
    throw notStarted(setup.cwd, errorText(cause));
  }
  // The child may be gone before it reads; then its exit says so, not this pipe.
  gatePipe.on('error', () => gatePipe.destroy());
  const stdout = out instanceof Socket ? out : undefined;
  const stderr = err instanceof Socket ? err : undefined;
  return {
    child,
    identity: identityOfStarted(child.pid),
    stdout,
    stderr,
    ended: exitOf(output),
    open: () => gatePipe.end('\n'),
    refuse: () => gatePipe.destroy(),
    keepAlive: (keep) => {
      for (const handle of [child, gatePipe, stdout, stderr]) handle?.[keep ? 'ref' : 'unref']();
    },
  };
}

/** Has a launcher start it instead of Node. Undefined: it could not, and nothing was run. */
export async function startLaunched(
  setup: ShellSetup,
  { launcher, bash }: { readonly launcher: Launcher; readonly bash: string },
): Promise<HeldChild | undefined> {
  const { shell, text, env } = firstShell(setup, bash);
  const changes = environmentChanges(launcher.env, env);
  const taken: LaunchedChild[] = [];
  const spawn = launchInto(taken, (script) => launcher.launch(script, changes));
  const output = zxRun(text, { shell, cwd: setup.cwd, env, detached: true, spawn });
  const child = taken[0];
  if (child === undefined) return undefined;
  await new Promise<void>((resolve) => child.once('spawn', resolve).once('exit', () => resolve()));
  if (child.pid === undefined || child.outputs === undefined) return undefined;
  const { stdout, stderr } = child.outputs;
  return {
    child,
    identity: identityOfStarted(child.pid),
    stdout,
    stderr,
    ended: exitOf(output),
    open: () => launcher.open(),
    refuse: () => launcher.end(),
    keepAlive: (keep) => {
      for (const handle of [launcher, stdout, stderr]) handle[keep ? 'ref' : 'unref']();
    },
  };
}

function zxRun(text: string, options: Partial<Options>): ProcessPromise {
  return $({ ...zxDefaults, ...options })(Object.assign([text], { raw: [text] }));
}

function identityOfStarted(pid: number): ProcessIdentity {
  return identityOf(pid) ?? { pid, start: '', bootId: bootId() };
}

async function exitOf(output: ProcessPromise): Promise<Exit> {
  const { exitCode, signal } = await output;
  return { code: exitCode ?? undefined, signal: signal ?? undefined };
}

/** Everything that zx would otherwise take from ZX_* variables or from its ambient `$`. */
const zxDefaults = {
  prefix: gate,
  postfix: '',
  quote: quoteWord,
  nothrow: true,
  quiet: true,
  verbose: false,
  preferLocal: false,
  timeout: 0,
} satisfies Partial<Options>;

/**
 * Node's spawn, which also keeps the child for us and hides its output from zx: zx would keep every byte
 * in memory, and its own pipe resumes a stream that we paused.
 */
function spawnInto(taken: ChildProcess[]): typeof nodeSpawn {
  return new Proxy(nodeSpawn, {
    apply(target, self, args) {
      const child: unknown = Reflect.apply(target, self, args);
      if (child instanceof ChildProcess) {
        child.stdout = null;
        child.stderr = null;
        taken.push(child);
      }
      return child;
    },
  });
}

/** Node's spawn for zx, of which the shell text alone is taken: the launcher knows all else. */
function launchInto(taken: LaunchedChild[], launch: (script: string) => LaunchedChild): typeof nodeSpawn {
  return new Proxy(nodeSpawn, {
    apply(_target, _self, [script]: readonly unknown[]) {
      const child = launch(String(script));
      taken.push(child);
      return child;
    },
  });
}
