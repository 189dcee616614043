import {
  type Cluster,
  ClusterError,
  type Container,
  type LogRequest,
  type Pod,
} from '../../ports/cluster.ts';
import type { ServicePods } from '../pods/service-pods.ts';
import { clusterError } from '../watch-until.ts';
import { type LogLine, readLines } from './read-lines.ts';
import { type Tally, tallyOf } from './tally.ts';

/** Bytes of one container's log that are read. */
const limitBytes = 4 * 1024 * 1024;

/** One run of a container whose log is read. */
export interface Run {
  readonly service: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  /** The pod has ended: that its log went with it is no fault. */
  readonly ended: boolean;
}

export interface RunLog {
  readonly run: Run;
  readonly tally: Tally;
  /** There was more than is read. */
  readonly truncated: boolean;
}

/**
 * Every run whose log a node keeps: of each container the one that runs or ran last, and the one before a restart. What
 * a pod says while it is being removed is of its end, and not of what is there.
 */
export function runsOf({ service, found }: ServicePods): readonly Run[] {
  const pods = (found?.pods ?? []).filter(({ deletedAt }) => deletedAt === undefined);
  return pods.flatMap((pod) =>
    pod.containers.filter(hasRun).flatMap((container) => {
      const run = { service, pod: pod.name, container: container.name, ended: hasEnded(pod) };
      const current = { ...run, previous: false };
      return keepsEarlierRun(container) ? [{ ...run, previous: true }, current] : [current];
    }),
  );
}

function hasRun({ state, restarts, last }: Container): boolean {
  return restarts > 0 || last !== undefined || (state !== undefined && state.kind !== 'waiting');
}

/** Between two runs, the last one is both the present and the previous one for the kubelet: it is read once. */
function keepsEarlierRun({ state, last }: Container): boolean {
  return last !== undefined && state?.kind !== 'waiting';
}

function hasEnded({ phase }: Pod): boolean {
  return phase === 'Failed' || phase === 'Succeeded';
}

/** Counts the lines of one run. Undefined: the node keeps no log of it. */
export async function readRun(
  cluster: Cluster,
  run: Run,
  sinceSeconds: number,
  matches: (line: LogLine) => boolean,
): Promise<RunLog | ClusterError | undefined> {
  const { pod, container, previous } = run;
  const request: LogRequest = { pod, container, previous, sinceSeconds, limitBytes, timestamps: true };
  const log = await cluster.podLog(request).catch(clusterError);
  if (log instanceof ClusterError) {
    // "is waiting to start", "previous terminated container not found": there is none.
    const isNone = log.reason === 'invalid' || (run.ended && log.reason === 'not-found');
    return isNone ? undefined : log;
  }
  // Its end may have been trimmed.
  const truncated = Buffer.byteLength(log) >= limitBytes - 1;
  return { run, tally: tallyOf(readLines(log), pod, matches), truncated };
}
