import type { Readable } from 'node:stream';
import type { ProcessIdentity, Shell, ShellExit, ShellRun, ShellSetup } from '../../steps/ports/shell.ts';
import { type HeldChild, startHeld } from './held-child.ts';
import { createPreparedShell, type PreparedShell } from './prepared-shell.ts';
import { probe } from './probe.ts';
import { pump } from './pump.ts';
import { runRecorded } from './recorded/recorded-run.ts';
import { descendantsOf, processGroup, processTree, type StopTarget } from './stop.ts';
import { stopCause, watchForStop } from './watch-for-stop.ts';

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
  const prepared = createPreparedShell({ bash, grace });
  return { probe, run: (request) => runScript(request, { grace, bash, prepared }) };
}

interface RunSettings extends Required<ShellSettings> {
  readonly prepared: PreparedShell;
}

async function runScript(request: ShellRun, settings: RunSettings): Promise<ShellExit> {
  if (request.script.includes('\0')) throw new Error('a script can’t hold a NUL byte');
  if (request.signal.aborted) return neverStarted(request.signal);
  if (!request.interactive) return runHere(request, settings);
  const recorded = await runRecorded(request, settings);
  if (typeof recorded !== 'string') return recorded;
  return { ...(await runHere(request, settings)), recording: { recorded: 'no', why: recorded } };
}

async function runHere(request: ShellRun, settings: RunSettings): Promise<ShellExit> {
  const setup = setupOf(request);
  const held = (await settings.prepared.take(setup)) ?? (await startHeld(setup, settings.bash));
  const watch = watchForStop(request.signal, targetOf(request, held.identity), settings.grace);
  const exited = new AbortController();
  held.child.once('exit', () => exited.abort('exited'));
  const outputs = (['stdout', 'stderr'] as const).map((name) =>
    deliverOutput(held[name], (chunk) => request.onOutput(name, chunk), exited.signal, watch.stop),
  );
  const started = await openGate(held, request);
  const next = started.failure === undefined ? request.next?.() : undefined;
  if (next !== undefined) settings.prepared.prepare(next);
  const failures = (await Promise.all(outputs)).filter((failure) => failure !== undefined);
  const exit = await held.ended;
  await watch.end();
  const failure = started.failure ?? failures[0];
  if (failure !== undefined) throw failure.error;
  return { exit, stopped: watch.cause(), milliseconds: performance.now() - started.at };
}

function setupOf({ script, cwd, env, interactive, carry }: ShellRun): ShellSetup {
  return { script, cwd, env, interactive, ...(carry === undefined ? {} : { carry }) };
}

interface Failure {
  readonly error: unknown;
}

async function openGate(held: HeldChild, request: ShellRun): Promise<{ at: number; failure?: Failure }> {
  try {
    await request.onSpawn(held.identity);
    held.open();
    return { at: performance.now() };
  } catch (error) {
    held.refuse();
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

function targetOf({ interactive }: ShellRun, { pid }: ProcessIdentity): StopTarget {
  return interactive ? processTree(pid, descendantsOf) : processGroup(pid);
}

function neverStarted(signal: AbortSignal): ShellExit {
  return { exit: { code: undefined, signal: 'SIGTERM' }, stopped: stopCause(signal), milliseconds: 0 };
}
