import type { ClusterEvent, Container, Pod, Terminated } from '../../ports/cluster.ts';
import { cantCreate, cantRun } from './container-start.ts';
import type { Finding } from './finding.ts';
import { moreMemory } from './memory.ts';
import { eventsOf, oneLine } from './pod-events.ts';

/** Restarts after which a container that ends again and again is taken to be in a loop: it is then in its third end. */
const restartsOfLoop = 2;
/** An out-of-memory kill repeats at the same size: the second one decides. */
const restartsOfMemory = 1;

type Base = Pick<Finding, 'pod' | 'key' | 'container' | 'restarts' | 'since'>;

/** What is wrong with a container that can't be created or does not stay up, if anything is. */
export function containerFinding(
  pod: Pod,
  container: Container,
  events: readonly ClusterEvent[],
): Finding | undefined {
  const { state } = container;
  const base = {
    pod: pod.name,
    key: `${pod.uid} container ${container.name}`,
    container: container.name,
    restarts: container.restarts,
    ...(pod.createdAt === undefined ? {} : { since: pod.createdAt }),
  };
  const killed = killedByProbe(pod, container, events);
  if (state?.kind === 'waiting') return waiting(base, container, state, killed);
  if (state?.kind !== 'terminated') return undefined;
  if (container.init && state.exitCode === 0) return undefined;
  return ended(base, container, state, killed);
}

function waiting(
  base: Base,
  container: Container,
  { reason, message }: { readonly reason: string; readonly message: string },
  killed: string | undefined,
): Finding | undefined {
  switch (reason) {
    case 'CreateContainerConfigError':
    case 'CreateContainerError':
      return { ...base, ...cantCreate(message) };
    case 'RunContainerError':
    case 'StartError':
    case 'PostStartHookError':
      return { ...base, ...cantRun(message) };
    case 'CrashLoopBackOff':
      return container.last === undefined
        ? crash(base, container, undefined, killed)
        : ended(base, container, container.last, killed);
    default:
      return undefined;
  }
}

/** A container that ended: it never started, ran out of memory, or ended by itself. */
function ended(base: Base, container: Container, end: Terminated, killed: string | undefined): Finding {
  // The node reports a command that can't be started as a run that ended, and keeps its text there only.
  if (['StartError', 'ContainerCannotRun', 'RunContainerError'].includes(end.reason)) {
    return { ...base, ...cantRun(end.message), ...whenEnded(end), exitCode: end.exitCode };
  }
  return end.reason === 'OOMKilled' ? outOfMemory(base, container, end) : crash(base, container, end, killed);
}

function outOfMemory(base: Base, container: Container, end: Terminated): Finding {
  const limit = container.memoryLimit;
  const more = limit === undefined ? undefined : moreMemory(limit);
  const suggestion = more === undefined ? '' : `, for example to ${more}`;
  const again = container.restarts === 0 ? '' : `, and was restarted ${timesText(container.restarts)}`;
  return {
    ...base,
    ...whenEnded(end),
    reason: 'OOMKilled',
    gravity: container.restarts >= restartsOfMemory ? { kind: 'fatal' } : { kind: 'deadline' },
    message: `The container was killed for using more memory than ${limit === undefined ? 'its node has' : `its limit of ${limit}`}${again}.`,
    exitCode: end.exitCode,
    log: logOf(container),
    next:
      limit === undefined
        ? 'Give it a memory request and limit that fit, or find out why it needs more than before'
        : `Raise the memory limit${suggestion}, or find out why it needs more than before`,
  };
}

function crash(
  base: Base,
  container: Container,
  end: Terminated | undefined,
  killed: string | undefined,
): Finding {
  const how = end === undefined ? 'ends' : `ends with ${exitText(end)}`;
  const restarted = container.restarts === 0 ? '' : ` and was restarted ${timesText(container.restarts)}`;
  const why = killed === undefined ? '' : ` Its node kills it, since ${killed}.`;
  return {
    ...base,
    ...(end === undefined ? {} : { ...whenEnded(end), exitCode: end.exitCode }),
    reason: 'CrashLoopBackOff',
    gravity: container.restarts >= restartsOfLoop ? { kind: 'fatal' } : { kind: 'deadline' },
    message: `The container ${how}${restarted}.${why}`,
    log: logOf(container),
    next: crashAdvice(end, killed),
  };
}

function crashAdvice(end: Terminated | undefined, killed: string | undefined): string {
  if (killed !== undefined)
    return 'Look at its log for what keeps it from answering; give the probe more time if it only starts slowly';
  if (end?.exitCode === 0)
    return 'It ends by itself, though it is to stay up: check the command and what it is given to do';
  return 'Read its last log lines; correct the cause or roll back';
}

/** `its liveness probe failed: …`, where the node itself ended the container for its probe. */
function killedByProbe(pod: Pod, container: Container, events: readonly ClusterEvent[]): string | undefined {
  const own = eventsOf(pod, events);
  const kill = own.find(
    ({ reason, message }) =>
      reason === 'Killing' &&
      new RegExp(`ontainer ${container.name} failed (liveness|startup) probe`).test(message),
  );
  if (kill === undefined) return undefined;
  const probe = kill.message.includes('startup') ? 'startup' : 'liveness';
  const said = own.find(
    ({ reason, message }) => reason === 'Unhealthy' && message.toLowerCase().startsWith(probe),
  );
  const detail = said?.message.replace(/^[^:]*: /, '');
  return `its ${probe} probe failed${detail === undefined ? '' : ` (${oneLine(detail)})`}`;
}

function timesText(restarts: number): string {
  return restarts === 1 ? 'once' : `${String(restarts)} times`;
}

function exitText(end: Terminated): string {
  // Above 128 the shell convention holds: 128 plus the signal's number.
  if (end.signal !== undefined) return `signal ${String(end.signal)}`;
  if (end.exitCode === 137) return 'exit code 137 (killed)';
  if (end.exitCode === 139) return 'exit code 139 (segmentation fault)';
  if (end.exitCode === 143) return 'exit code 143 (terminated)';
  return `exit code ${String(end.exitCode)}`;
}

/** While it waits to be restarted, the run that ended is the previous one; until then it is still the present one. */
function logOf(container: Container): 'previous' | 'current' {
  return container.state?.kind === 'terminated' ? 'current' : 'previous';
}

function whenEnded(end: Terminated): Pick<Finding, 'since'> {
  return end.finishedAt === undefined ? {} : { since: end.finishedAt };
}
