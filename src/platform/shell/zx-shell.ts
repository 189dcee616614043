import { ChildProcess, spawn as nodeSpawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import type { Options } from 'zx/core';
import { errorText } from '../../problem/problem.ts';
import type { Exit, StopCause } from '../../steps/outcome.ts';
import {
  type ProcessIdentity,
  type Shell,
  type ShellExit,
  ShellNotStarted,
  type ShellRun,
} from '../../steps/ports/shell.ts';
import { bootId, identityOf } from '../process-identity.ts';
import { isInPath } from './in-path.ts';
import { carryingRun, gate, gateShell, plainRun, quoteWord } from './prelude.ts';
import { probe } from './probe.ts';
import { pump } from './pump.ts';
import { descendantsOf, processGroup, processTree, stop } from './stop.ts';

export interface ShellSettings {
  /** Milliseconds between TERM and KILL. */
  readonly grace?: number;
  /** The bash to use: a name or a path. */
  readonly bash?: string;
}

/**
 * Runs shell text by zx. A process that the script left in the background keeps running after the script
 * has ended; what it prints more than 300 ms later is not recorded. A stopped script takes its whole
 * process group with it.
 */
export function createShell({ grace = 5000, bash = 'bash' }: ShellSettings = {}): Shell {
  return { probe, run: (request) => runScript(request, { grace, bash }) };
}

async function runScript(request: ShellRun, settings: Required<ShellSettings>): Promise<ShellExit> {
  if (request.script.includes('\0')) throw new Error('a script can’t hold a NUL byte');
  if (request.signal.aborted) return neverStarted(request.signal);
  const held = await start(request, settings.bash);
  const watch = watchForStop(request, held.child, settings.grace);
  const exited = new AbortController();
  held.child.once('exit', () => exited.abort());
  const outputs = (['stdout', 'stderr'] as const).map((name) =>
    deliverOutput(held[name], (chunk) => request.onOutput(name, chunk), exited.signal, watch.stop),
  );
  const started = await openGate(held, request);
  const failures = (await Promise.all(outputs)).filter((failure) => failure !== undefined);
  const exit = await held.ended;
  await watch.end();
  const failure = started.failure ?? failures[0];
  if (failure !== undefined) throw failure.error;
  return { exit, stopped: watch.cause(), milliseconds: performance.now() - started.at };
}

/** A child that waits at the gate, with its streams. */
interface HeldChild {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly stdout: Readable | undefined;
  readonly stderr: Readable | undefined;
  readonly gate: Writable;
  readonly ended: Promise<Exit>;
}

interface Failure {
  readonly error: unknown;
}

async function start(request: ShellRun, bash: string): Promise<HeldChild> {
  const { $ } = await import('zx/core');
  if (!isInPath(bash, request.env['PATH'])) throw notStarted(request.cwd, `there is no ${bash} in PATH`);
  const taken: ChildProcess[] = [];
  const { shell, text } =
    request.carry === undefined
      ? { shell: gateShell, text: plainRun(bash, request.script) }
      : { shell: bash, text: carryingRun(request.script, request.carry) };
  const streams = request.interactive ? ('inherit' as const) : ('pipe' as const);
  const command = $({
    ...zxDefaults,
    shell,
    cwd: request.cwd,
    env: withoutStartupFiles(request.env),
    detached: !request.interactive,
    stdio: [request.interactive ? 'inherit' : 'ignore', streams, streams, 'pipe'],
    spawn: spawnInto(taken),
  })(Object.assign([text], { raw: [text] }));
  const output = command.then((result) => result);
  const child = taken[0];
  const [, stdout, stderr, gatePipe] = child?.stdio ?? [];
  if (child?.pid === undefined || !(gatePipe instanceof Writable)) {
    const { cause } = await output;
    throw notStarted(request.cwd, errorText(cause));
  }
  // The child may be gone before it reads; then its exit says so, not this pipe.
  gatePipe.on('error', () => gatePipe.destroy());
  return {
    child,
    pid: child.pid,
    stdout: stdout instanceof Readable ? stdout : undefined,
    stderr: stderr instanceof Readable ? stderr : undefined,
    gate: gatePipe,
    ended: output.then(({ exitCode, signal }) => ({
      code: exitCode ?? undefined,
      signal: signal ?? undefined,
    })),
  };
}

function notStarted(cwd: string, why: string): ShellNotStarted {
  return new ShellNotStarted(`bash could not be started in ${cwd}: ${why}`);
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

/**
 * Nothing may run before the gate. BASH_ENV names a file that bash would run; and at shell level 1 bash
 * runs ~/.bashrc where it takes itself to be started over the network (bash(1), "INVOCATION"). Exported
 * functions go too: one could stand in for any command, and not every shell at the gate hands them on.
 */
function withoutStartupFiles(env: Readonly<Record<string, string>>): Record<string, string> {
  const { BASH_ENV: _dropped, SHLVL = '', ...rest } = env;
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('BASH_FUNC_'));
  return { ...Object.fromEntries(kept), SHLVL: /^[1-9][0-9]*$/.test(SHLVL) ? SHLVL : '1' };
}

async function openGate(held: HeldChild, request: ShellRun): Promise<{ at: number; failure?: Failure }> {
  const identity: ProcessIdentity = identityOf(held.pid) ?? { pid: held.pid, start: '', bootId: bootId() };
  try {
    await request.onSpawn(identity);
    held.gate.end('\n');
    return { at: performance.now() };
  } catch (error) {
    held.gate.destroy();
    return { at: performance.now(), failure: { error } };
  }
}

/** Resolves with what `onOutput` failed with, after the process has been told to stop because of it. */
async function deliverOutput(
  stream: Readable | undefined,
  deliver: (chunk: Buffer) => void | Promise<void>,
  exited: AbortSignal,
  stopAll: () => void,
): Promise<Failure | undefined> {
  if (stream === undefined) return undefined;
  try {
    await pump(stream, deliver, exited);
    return undefined;
  } catch (error) {
    stopAll();
    return { error };
  }
}

function watchForStop(request: ShellRun, child: ChildProcess, grace: number) {
  const pid = child.pid ?? 0;
  const target = request.interactive ? processTree(pid, descendantsOf) : processGroup(pid);
  let stopping: Promise<void> | undefined;
  let cause: StopCause | undefined;
  const stopAll = (): void => {
    stopping ??= stop(target, grace);
  };
  const onAbort = (): void => {
    cause = stopCause(request.signal);
    stopAll();
  };
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) onAbort();
  return {
    stop: stopAll,
    cause: () => cause,
    end: async () => {
      request.signal.removeEventListener('abort', onAbort);
      await stopping;
    },
  };
}

function neverStarted(signal: AbortSignal): ShellExit {
  return { exit: { code: undefined, signal: 'SIGTERM' }, stopped: stopCause(signal), milliseconds: 0 };
}

/** A signal that carries no StopCause was aborted by this program itself: it is going down. */
function stopCause(signal: AbortSignal): StopCause {
  const reason: unknown = signal.reason;
  return reason === 'operator' || reason === 'timeout' ? reason : 'shutdown';
}
