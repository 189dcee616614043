import { type Json, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { stamp } from '../store/stamp.ts';
import { conditionIn } from '../controllers/support/conditions.ts';
import { type ContainerReport, containerStatus } from './container-state.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** What a node knows of a pod. */
export interface PodReport {
  readonly init: readonly ContainerReport[];
  readonly main: readonly ContainerReport[];
  /** Names of init containers that stay up beside the others. */
  readonly sidecars: readonly string[];
  readonly ip: string | undefined;
  readonly hostIp: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly now: number;
}

/** The status that the node reports of a pod. */
export function podStatus(pod: KubeObject, report: PodReport): JsonObject {
  const { ip, hostIp, init, main, sidecars } = report;
  const phase = phaseOf(pod, report);
  return {
    ...objectAt(pod, 'status'),
    phase,
    conditions: conditionsOf(pod, report, phase),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(ip === undefined ? {} : { podIP: ip, podIPs: [{ ip }] }),
    startTime: textAt(pod, 'status', 'startTime') ?? stamp(report.startedAt),
    ...(init.length === 0 ? {} : { initContainerStatuses: init.map((one) => initStatus(one, sidecars)) }),
    containerStatuses: main.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(containerStatus),
  };
}

/** One that did its work is ready; a sidecar is so while it answers. */
function initStatus(one: ContainerReport, sidecars: readonly string[]): JsonObject {
  return containerStatus(sidecars.includes(one.name) ? one : { ...one, ready: isInitialized(one, sidecars) });
}

/** By the rules of the kubelet's getPhase. */
function phaseOf(pod: KubeObject, { init, main, sidecars }: PodReport): Phase {
  const policy = textAt(pod, 'spec', 'restartPolicy') ?? 'Always';
  const failedInit = init.some(({ state }) => state.kind === 'terminated' && state.exitCode !== 0);
  if (failedInit && policy === 'Never') return 'Failed';
  if (init.some((one) => !isInitialized(one, sidecars))) return 'Pending';
  if (main.some(({ state, last }) => state.kind === 'waiting' && last === undefined)) return 'Pending';
  if (main.some(({ state }) => state.kind === 'running')) return 'Running';
  if (policy === 'Always') return 'Running';
  const ends = main.map(({ state, last }) => (state.kind === 'terminated' ? state : last));
  if (main.every(({ state }) => state.kind === 'terminated') && ends.every((end) => end?.exitCode === 0))
    return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function isInitialized({ name, state, started }: ContainerReport, sidecars: readonly string[]): boolean {
  if (sidecars.includes(name)) return started;
  return state.kind === 'terminated' && state.exitCode === 0;
}

function conditionsOf(pod: KubeObject, report: PodReport, phase: Phase): readonly Json[] {
  const before = listAt(pod, 'status', 'conditions');
  const unready = report.main.filter(({ ready }) => !ready).map(({ name }) => name);
  const notInitialized = report.init
    .filter((one) => !isInitialized(one, report.sidecars))
    .map(({ name }) => name);
  const ready = readiness(phase, unready);
  const scheduled = conditionIn(before, 'PodScheduled');
  return [
    ...[
      {
        type: 'PodReadyToStartContainers',
        ...(report.ip === undefined ? { status: 'False' } : { status: 'True' }),
      },
      { type: 'Initialized', ...initialization(phase, notInitialized) },
      { type: 'Ready', ...ready },
      { type: 'ContainersReady', ...ready },
    ].map((condition) => stamped(before, condition, report.now)),
    ...(scheduled === undefined ? [] : [scheduled]),
  ];
}

type Said = Readonly<Record<string, string>>;

function readiness(phase: Phase, unready: readonly string[]): Said {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (unready.length === 0) return { status: 'True' };
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

function initialization(phase: Phase, incomplete: readonly string[]): Said {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (incomplete.length === 0) return { status: 'True' };
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotInitialized', message };
}

/** The condition with the time of its last transition: as before where the status has not changed. */
function stamped(before: readonly Json[], condition: Said, now: number): JsonObject {
  const was = conditionIn(before, condition['type'] ?? '');
  const kept = was?.['status'] === condition['status'] ? textAt(was, 'lastTransitionTime') : undefined;
  return { ...condition, lastProbeTime: null, lastTransitionTime: kept ?? stamp(now) };
}
