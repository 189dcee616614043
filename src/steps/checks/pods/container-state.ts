import type { Container, Pod, Terminated } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';

/** Restarts after which a container that ends again and again is taken to be in a loop: it is then in its third end. */
const restartsOfLoop = 2;
/** An out-of-memory kill repeats at the same size: the second one decides. */
const restartsOfMemory = 1;

type Base = Pick<Finding, 'pod' | 'key' | 'container' | 'restarts'>;

/** What is wrong with a container that can't be created or does not stay up, if anything is. */
export function containerFinding(pod: Pod, container: Container): Finding | undefined {
  const { state } = container;
  const base = {
    pod: pod.name,
    key: `${pod.uid} container ${container.name}`,
    container: container.name,
    restarts: container.restarts,
  };
  if (state?.kind === 'waiting') return waiting(base, container, state.reason, state.message);
  if (state?.kind !== 'terminated') return undefined;
  if (container.init && state.exitCode === 0) return undefined;
  return ended(base, container, state);
}

function waiting(base: Base, container: Container, reason: string, message: string): Finding | undefined {
  switch (reason) {
    case 'CreateContainerConfigError':
    case 'CreateContainerError':
      return {
        ...base,
        reason: 'CreateContainerConfigError',
        gravity: { kind: 'fatal' },
        message: `The container can’t be created: ${message}`,
        next: configAdvice(message),
      };
    case 'RunContainerError':
    case 'StartError':
      return cantRun(base, message);
    case 'CrashLoopBackOff':
      return container.last === undefined
        ? crash(base, container, undefined)
        : ended(base, container, container.last);
    default:
      return undefined;
  }
}

function configAdvice(message: string): string {
  const missing = /(secret|configmap) "([^"]+)" not found/i.exec(message);
  if (missing !== null)
    return `Create the ${missing[1] ?? ''} ${missing[2] ?? ''}, or correct its name in the manifest`;
  const key = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/i.exec(message);
  if (key !== null) return `Add the key ${key[1] ?? ''} to the ${key[2] ?? ''} ${key[3] ?? ''}`;
  return 'Correct what the manifest refers to';
}

function cantRun(base: Base, message: string): Finding {
  const end = message.split(': ').slice(-2).join(': ');
  return {
    ...base,
    reason: 'RunContainerError',
    gravity: { kind: 'fatal' },
    message: `The container can’t be started: ${end}`,
    next: 'Check the command of the container, its permissions and its user',
  };
}

/** A container that ended: it never started, ran out of memory, or ended by itself. */
function ended(base: Base, container: Container, end: Terminated): Finding {
  // The node reports a command that can't be started as a run that ended, and keeps its text there only.
  if (['StartError', 'ContainerCannotRun', 'RunContainerError'].includes(end.reason)) {
    return { ...cantRun(base, end.message), ...whenEnded(end), exitCode: end.exitCode };
  }
  return end.reason === 'OOMKilled' ? outOfMemory(base, container, end) : crash(base, container, end);
}

function outOfMemory(base: Base, container: Container, end: Terminated): Finding {
  const limit = container.memoryLimit;
  return {
    ...base,
    ...whenEnded(end),
    reason: 'OOMKilled',
    gravity: container.restarts >= restartsOfMemory ? { kind: 'fatal' } : { kind: 'deadline' },
    message: `The container was killed for using more memory than its limit${limit === undefined ? '' : ` of ${limit}`}.`,
    exitCode: end.exitCode,
    log: logOf(container),
    next: 'Raise the memory limit, or find out why it needs more than before',
  };
}

function crash(base: Base, container: Container, end: Terminated | undefined): Finding {
  const how = end === undefined ? 'ends' : `ends with ${exitText(end)}`;
  const times = container.restarts === 1 ? 'once' : `${String(container.restarts)} times`;
  const restarted = container.restarts === 0 ? '' : ` and was restarted ${times}`;
  return {
    ...base,
    ...(end === undefined ? {} : { ...whenEnded(end), exitCode: end.exitCode }),
    reason: 'CrashLoopBackOff',
    gravity: container.restarts >= restartsOfLoop ? { kind: 'fatal' } : { kind: 'deadline' },
    message: `The container ${how}${restarted}.`,
    log: logOf(container),
    next: 'Read its last log lines; correct the cause or roll back',
  };
}

function exitText(end: Terminated): string {
  // Above 128 the shell convention holds: 128 plus the signal's number.
  if (end.signal !== undefined) return `signal ${String(end.signal)}`;
  if (end.exitCode === 137) return 'exit code 137 (killed)';
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
