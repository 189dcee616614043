import type { NamespaceState, Pod } from '../../ports/cluster.ts';
import { diagnosePod, isReady } from './diagnose.ts';
import type { Finding } from './finding.ts';
import type { KnownTarget } from './target-kinds.ts';
import {
  findWorkload,
  isAsWanted,
  podsOfWorkload,
  revisionNumber,
  wantedPods,
  type Workload,
} from './workload.ts';

interface Trouble {
  readonly service: string;
  readonly message: string;
  readonly findings: readonly Finding[];
  readonly next?: string;
}

/** What has been seen of the services' pods so far. Times are milliseconds since the watch began. */
export interface PodWatch {
  /** Pods that count. */
  readonly pods: number;
  /** Restart counts by pod and container, as they were first seen. */
  readonly counts: ReadonlyMap<string, number>;
  /** Names of the pods, to notice when one is replaced. */
  readonly names: string;
  /** Since when nothing is amiss. */
  readonly since: number | undefined;
  readonly missing: readonly Trouble[];
  readonly restarts: readonly Trouble[];
  readonly unsettled: readonly Trouble[];
}

/** Takes one more state in. A pod that restarts is a failure; one that is replaced or unready begins the stretch anew. */
export function watchPods(
  before: PodWatch | undefined,
  state: NamespaceState,
  targets: readonly KnownTarget[],
  elapsed: number,
): PodWatch {
  const counts = new Map(before?.counts);
  const missing: Trouble[] = [];
  const restarts: Trouble[] = [];
  const unsettled: Trouble[] = [];
  const names: string[] = [];
  for (const { service, deployment: name, kind } of targets) {
    const workload = findWorkload({ kind, name }, state);
    if (workload === undefined) {
      const next = 'Check its name in platform.yaml, and that it was deployed';
      missing.push({ service, message: `There is no ${kind} ${name}.`, findings: [], next });
      continue;
    }
    const pods = podsOfWorkload(workload, state).filter(
      ({ phase }) => phase !== 'Failed' && phase !== 'Succeeded',
    );
    names.push(...pods.map((pod) => pod.name));
    restarts.push(...restarted(service, pods, state, counts));
    unsettled.push(...notSettled(service, workload, pods, state));
  }
  const all = names.toSorted().join(' ');
  const calm = missing.length + restarts.length + unsettled.length === 0;
  const since = calm && all === before?.names ? (before.since ?? elapsed) : calm ? elapsed : undefined;
  return { pods: names.length, counts, names: all, since, missing, restarts, unsettled };
}

/** True when nothing has been amiss for `stretch` milliseconds. */
export function isSettled(watch: PodWatch, elapsed: number, stretch: number): boolean {
  return watch.since !== undefined && elapsed - watch.since >= stretch;
}

function restarted(
  service: string,
  pods: readonly Pod[],
  state: NamespaceState,
  counts: Map<string, number>,
): readonly Trouble[] {
  return pods.flatMap((pod) =>
    pod.containers.flatMap((container) => {
      const key = `${pod.uid} ${container.name}`;
      const first = counts.get(key) ?? container.restarts;
      counts.set(key, first);
      if (container.restarts <= first) return [];
      const exit = container.last === undefined ? '' : ` after exit code ${String(container.last.exitCode)}`;
      const message = `Container ${container.name} of pod ${pod.name} restarted${exit}.`;
      const finding = diagnosePod(pod, state.events) ?? restartFinding(pod, container.name, message);
      return [{ service, message, findings: [finding] }];
    }),
  );
}

/** A container that is up again has no finding of its own any more; its previous log still says why. */
function restartFinding(pod: Pod, container: string, message: string): Finding {
  return {
    reason: 'CrashLoopBackOff',
    gravity: { kind: 'fatal' },
    pod: pod.name,
    key: `${pod.uid} restart`,
    container,
    message,
    log: 'previous',
    next: 'Read its last log lines; correct the cause or roll back',
  };
}

function notSettled(
  service: string,
  workload: Workload,
  pods: readonly Pod[],
  state: NamespaceState,
): readonly Trouble[] {
  const foreign = pods.filter((pod) => !isAsWanted(pod, workload, state));
  const unready = pods.filter((pod) => !isReady(pod));
  const findings = unready
    .map((pod) => diagnosePod(pod, state.events))
    .filter((finding) => finding !== undefined);
  if (foreign.length > 0) {
    const message = `${String(foreign.length)} pods are not of revision ${revisionNumber(workload, state) ?? '?'}.`;
    return [{ service, message, findings, next: 'Wait for the rollout first: rollout.wait' }];
  }
  const ready = pods.length - unready.length;
  const wanted = wantedPods(workload);
  if (unready.length === 0 && ready >= wanted) return [];
  return [{ service, message: `${String(ready)} of ${String(wanted)} pods are ready.`, findings }];
}
