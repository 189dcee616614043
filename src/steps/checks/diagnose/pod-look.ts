import type { Cluster, Pod } from '../../ports/cluster.ts';
import { diagnosePod } from '../pods/diagnose.ts';
import { whereOf } from '../pods/evidence.ts';
import { type Finding, gravestFirst } from '../pods/finding.ts';
import { lastLines } from '../pods/last-lines.ts';
import { createEvents, createFindings } from '../pods/pod-creation.ts';
import { currentReplicaSet } from '../pods/workload.ts';
import type { Cause, Clue, Look } from './clue.ts';
import type { Member, Survey } from './survey.ts';
import { adviceFor, causeInLine, namedCause } from './words.ts';

/** A pod that is only starting is no finding before this time; milliseconds. */
const startingFor = 2 * 60_000;
/** A restart that is longer ago than this is not told; milliseconds. */
const recently = 15 * 60_000;
/** Workloads whose last log lines are read. */
const logsAtMost = 16;
const linesShown = 10;

/** What is wrong with the pods of the namespace, and with their making. */
export async function lookAtPods(seen: Survey, cluster: Cluster): Promise<Look> {
  const found = [
    ...seen.members.map((member) => ({ name: member.name, findings: findingsOf(member, seen) })),
    ...seen.others.filter(isWanted).map((pod) => ({
      name: pod.owner?.name ?? pod.name,
      findings: known([diagnosePod(pod, seen.state.events)], seen),
    })),
  ].filter(({ findings }) => findings.length > 0);
  const worst = found.flatMap(({ name, findings }, index) => {
    const readsLogs = index < logsAtMost;
    return worstOfEachCause(findings).map((finding) => ({ name, finding, readsLogs }));
  });
  const clues = await Promise.all(
    worst.map(({ name, finding, readsLogs }) => clueOf(name, finding, readsLogs ? cluster : undefined)),
  );
  const absent = seen.absent.map(
    (name): Clue => ({
      cause: 'refused',
      services: [name],
      expected: 'its Deployment is there',
      observed: 'there is no workload of this service',
      next: 'Check its name in platform.yaml, and that it was deployed',
    }),
  );
  const what = `${String(seen.state.pods.length)} pods of ${String(seen.members.length)} workloads`;
  return { what, clues: [...clues, ...absent], unseen: [] };
}

/** The first finding of each cause: they come gravest first. */
function worstOfEachCause(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<Cause, Finding>();
  for (const finding of findings) {
    const cause = causeOf(finding);
    if (!first.has(cause)) first.set(cause, finding);
  }
  return [...first.values()];
}

/** True of a pod that is to run still: one of a Job that is done is not. */
function isWanted({ phase, deletedAt }: Pod): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed' && deletedAt === undefined;
}

function findingsOf(member: Member, seen: Survey): readonly Finding[] {
  const { workload, pods } = member;
  const creation =
    workload.kind === 'Deployment'
      ? createFindings(workload.object, currentReplicaSet(workload.object, seen.state))
      : createEvents(workload.object, undefined, recentEvents(seen));
  const ofPods = pods
    .filter(isWanted)
    .map((pod) => diagnosePod(pod, seen.state.events) ?? restarted(pod, seen));
  return known([...creation, ...ofPods], seen);
}

function recentEvents({ state, now }: Survey): Survey['state']['events'] {
  return state.events.filter(({ at }) => isRecent(at, now));
}

/** The findings that mean something, gravest first. A pod that has just begun to start is none. */
function known(findings: readonly (Finding | undefined)[], { now }: Survey): readonly Finding[] {
  return gravestFirst(
    findings
      .filter((finding) => finding !== undefined)
      .filter(({ reason, since }) => {
        if (reason === 'Terminating') return false;
        const isYoung = now === undefined || since === undefined || now - Date.parse(since) < startingFor;
        return reason !== 'Starting' || !isYoung;
      }),
  );
}

/** A pod that is ready now, and was restarted a short while ago because it ended by itself. */
function restarted(pod: Pod, { now }: Survey): Finding | undefined {
  const container = pod.containers.find(
    ({ init, last }) => !init && last !== undefined && last.exitCode !== 0 && isRecent(last.finishedAt, now),
  );
  const last = container?.last;
  if (container === undefined || last === undefined) return undefined;
  const memory = last.reason === 'OOMKilled';
  const times = container.restarts === 1 ? 'once' : `${String(container.restarts)} times`;
  return {
    pod: pod.name,
    key: `${pod.uid} restarts`,
    container: container.name,
    reason: memory ? 'OOMKilled' : 'CrashLoopBackOff',
    gravity: { kind: 'deadline' },
    message: `The container runs now, and was restarted ${times}, last after ${memory ? 'it was killed for its memory' : `exit code ${String(last.exitCode)}`}.`,
    exitCode: last.exitCode,
    log: 'previous',
    ...(last.finishedAt === undefined ? {} : { since: last.finishedAt }),
    next: memory
      ? 'Find out what needs the memory, or raise its limit'
      : 'Read its last lines; go back to the version before if it began with this one',
  };
}

function isRecent(at: string | undefined, now: number | undefined): boolean {
  return at !== undefined && now !== undefined && now - Date.parse(at) < recently;
}

/** The cause that a finding points to, as far as the state of the pod tells. */
function causeOf({ reason, message, cause = '' }: Finding): Cause {
  switch (reason) {
    case 'CrashLoopBackOff':
      return /Its node kills it/.test(message) ? 'probe-failing' : 'crash-loop';
    case 'RunContainerError':
      return 'crash-loop';
    case 'OOMKilled':
      return 'out-of-memory';
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return /not found|no image|does not have|manifest unknown|does not exist/i.test(message)
        ? 'image-missing'
        : 'image-pull';
    case 'InvalidImageName':
      return 'image-missing';
    case 'CreateContainerConfigError':
      return 'missing-config';
    case 'Unschedulable':
      return /unreachable|not ready/i.test(message) ? 'node-lost' : 'no-capacity';
    case 'FailedCreate':
      if (/quota/i.test(message)) return 'quota';
      return /ServiceAccount/i.test(cause) ? 'service-account' : 'refused';
    case 'FailedMount':
      return /Secret|ConfigMap/.test(`${cause} ${message}`) ? 'missing-config' : 'volume-failed';
    case 'FailedCreatePodSandBox':
      return 'no-capacity';
    case 'NodeLost':
      return 'node-lost';
    case 'Evicted':
      return 'evicted';
    case 'NotReady':
    case 'Starting':
    case 'Terminating':
      return 'probe-failing';
  }
}

/** A finding as a clue, with the last lines that explain it; what they name stands before what the pod shows. */
async function clueOf(name: string, finding: Finding, cluster: Cluster | undefined): Promise<Clue> {
  const lines = cluster === undefined ? [] : await lastLines(finding, cluster, linesShown);
  const line = lines.findLast((each) => causeInLine(each) !== undefined);
  const logged = line === undefined ? undefined : causeInLine(line);
  const details = [
    ...(finding.event === undefined ? [] : [`event: ${finding.event}`]),
    ...(lines.length === 0 ? [] : [`last log lines of ${finding.pod}:`, ...lines]),
  ];
  return {
    cause: logged ?? causeOf(finding),
    services: [name],
    where: whereOf(finding),
    expected: 'its pods are ready',
    observed:
      logged === undefined
        ? `${finding.reason}: ${finding.cause ?? finding.message}`
        : `${namedCause[logged]}, says its log (${finding.reason})`,
    ...(finding.since === undefined ? {} : { since: finding.since }),
    next: logged === undefined ? finding.next : adviceFor[logged],
    details,
  };
}
