import { at, flagAt, type Json, listAt, numberAt, textAt } from '../objects/json.ts';
import { isBeingDeleted, type KubeObject } from '../objects/kube-object.ts';

/** What a table says of a pod in short. */
export interface PodSummary {
  /** The STATUS: a reason such as `CrashLoopBackOff`, else the phase. */
  readonly reason: string;
  readonly ready: number;
  readonly total: number;
  readonly restarts: number;
  /** When the last restarted container had ended; undefined where none was. */
  readonly lastRestart: string | undefined;
}

/** Sums a pod up by the rules of the API server's own printer (kubernetes, pkg/printers/internalversion, printPod). */
export function summaryOf(pod: KubeObject): PodSummary {
  const initial = initialization(pod);
  const sidecars = listAt(pod, 'spec', 'initContainers').filter(isSidecar).length;
  const total = listAt(pod, 'spec', 'containers').length + sidecars;
  const started = initial.reason === undefined || hasCondition(pod, 'Initialized');
  const running = started ? containersOf(pod, initial) : initial;
  return {
    reason: ended(pod, running.reason ?? initial.reason ?? phaseReason(pod)),
    ready: running.ready,
    total,
    restarts: running.restarts,
    lastRestart: running.lastRestart,
  };
}

interface Progress {
  readonly reason: string | undefined;
  readonly ready: number;
  readonly restarts: number;
  readonly lastRestart: string | undefined;
}

interface Initialization extends Progress {
  /** Of the init containers that go on beside the others. */
  readonly sidecars: Pick<Progress, 'restarts' | 'lastRestart'>;
}

function phaseReason(pod: KubeObject): string {
  const gated = listAt(pod, 'status', 'conditions').some(
    (condition) =>
      textAt(condition, 'type') === 'PodScheduled' && textAt(condition, 'reason') === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? '';
}

/** Goes through the init containers until the first that keeps the pod from starting. */
function initialization(pod: KubeObject): Initialization {
  const specs = listAt(pod, 'spec', 'initContainers');
  const seen: Json[] = [];
  let ready = 0;
  let reason: string | undefined;
  for (const [index, status] of listAt(pod, 'status', 'initContainerStatuses').entries()) {
    seen.push(status);
    if (numberAt(status, 'state', 'terminated', 'exitCode') === 0) continue;
    if (isSidecarOf(specs, status) && flagAt(status, 'started') === true) {
      if (flagAt(status, 'ready') === true) ready += 1;
      continue;
    }
    reason = `Init:${initReason(status) ?? `${String(index)}/${String(specs.length)}`}`;
    break;
  }
  const sidecars = restartsOf(seen.filter((status) => isSidecarOf(specs, status)));
  return { reason, ready, ...restartsOf(seen), sidecars };
}

function initReason(status: Json): string | undefined {
  const terminated = at(status, 'state', 'terminated');
  if (terminated !== undefined) return exitReason(terminated);
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  return waiting === '' || waiting === 'PodInitializing' ? undefined : waiting;
}

/** The reason of the first container that is not as it should be; the later ones are overruled by it. */
function containersOf(
  pod: KubeObject,
  { ready: before, sidecars, reason: initial }: Initialization,
): Progress {
  const statuses = listAt(pod, 'status', 'containerStatuses');
  const reasons = statuses.flatMap((status) => containerReason(status) ?? []);
  const running = statuses.filter(
    (status) => flagAt(status, 'ready') === true && at(status, 'state', 'running') !== undefined,
  );
  const all = restartsOf(statuses);
  const progress = {
    ready: before + running.length,
    restarts: all.restarts + sidecars.restarts,
    lastRestart: later(all.lastRestart, sidecars.lastRestart),
  };
  const reason = reasons[0] ?? initial ?? phaseReason(pod);
  if (reason !== 'Completed' || running.length === 0) return { reason, ...progress };
  return { reason: hasCondition(pod, 'Ready') ? 'Running' : 'NotReady', ...progress };
}

function containerReason(status: Json): string | undefined {
  const waiting = textAt(status, 'state', 'waiting', 'reason');
  if (waiting !== undefined && waiting !== '') return waiting;
  const terminated = at(status, 'state', 'terminated');
  return terminated === undefined ? undefined : exitReason(terminated);
}

function exitReason(terminated: Json): string {
  const reason = textAt(terminated, 'reason') ?? '';
  if (reason !== '') return reason;
  const signal = numberAt(terminated, 'signal') ?? 0;
  if (signal !== 0) return `Signal:${String(signal)}`;
  return `ExitCode:${String(numberAt(terminated, 'exitCode') ?? 0)}`;
}

function ended(pod: KubeObject, reason: string): string {
  if (!isBeingDeleted(pod)) return reason;
  if (textAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed' ? reason : 'Terminating';
}

function restartsOf(statuses: readonly Json[]): Pick<Progress, 'restarts' | 'lastRestart'> {
  return {
    restarts: statuses.reduce<number>((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0),
    lastRestart: statuses
      .map((status) => textAt(status, 'lastState', 'terminated', 'finishedAt'))
      .reduce(later, undefined),
  };
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? b : a;
}

function isSidecar(container: Json): boolean {
  return textAt(container, 'restartPolicy') === 'Always';
}

function isSidecarOf(specs: readonly Json[], status: Json): boolean {
  return specs.some((spec) => textAt(spec, 'name') === textAt(status, 'name') && isSidecar(spec));
}

function hasCondition(pod: KubeObject, type: string): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === type && textAt(condition, 'status') === 'True',
  );
}
