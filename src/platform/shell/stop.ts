import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processEntry, type ProcessEntry } from '../process-identity.ts';

/** Processes that are stopped together. */
export interface StopTarget {
  signal(name: 'SIGTERM' | 'SIGCONT' | 'SIGKILL'): void;
  alive(): boolean;
}

const poll = 20;

/** TERM (and CONT, for what is suspended), then KILL after `grace` milliseconds for what still lives. */
export async function stop(target: StopTarget, grace: number): Promise<void> {
  target.signal('SIGTERM');
  target.signal('SIGCONT');
  const deadline = performance.now() + grace;
  while (target.alive()) {
    const left = deadline - performance.now();
    if (left <= 0) return target.signal('SIGKILL');
    await sleep(Math.min(poll, left));
  }
}

/** The process group that a detached child leads. */
export function processGroup(leader: number): StopTarget {
  return {
    signal: (name) => send(-leader, name),
    alive: () => send(-leader, 0) && !onlyZombies(leader),
  };
}

/**
 * A child in our own process group with its descendants. Which they are is looked up at each signal:
 * a child that was handed to init in the meantime is not found any more.
 */
export function processTree(root: number, descendants: (root: number) => readonly number[]): StopTarget {
  const known = new Set([root]);
  const all = (): ReadonlySet<number> => {
    for (const pid of descendants(root)) known.add(pid);
    return known;
  };
  return {
    signal: (name) => {
      for (const pid of all()) send(pid, name);
    },
    alive: () => [...all()].some((pid) => processEntry(pid)?.zombie === false),
  };
}

/**
 * Everything in a terminal of its own, by the leader of its session: the groups that a shell in it made, and what was
 * handed to init. Only Linux lists them cheaply; elsewhere it is the leader's group.
 */
export function terminalSession(leader: number): StopTarget {
  return process.platform === 'linux' ? processTree(leader, sessionMembers) : processGroup(leader);
}

function sessionMembers(leader: number): readonly number[] {
  return allProcesses()
    .filter(({ session }) => session === leader)
    .map(({ pid }) => pid);
}

/** The descendants of a process by Linux' /proc; none where that is not there. */
export function descendantsOf(root: number): readonly number[] {
  const children = childrenOf(root);
  return children.flatMap((pid) => [pid, ...descendantsOf(pid)]);
}

/** What a process has started and not yet waited for, by Linux' /proc; none where that is not there. */
export function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/**
 * True when every member of a group has ended and only waits to be reaped, which can take its time where
 * process 1 is no real init. Only Linux lists the members cheaply; elsewhere the grace period is the bound.
 */
function onlyZombies(group: number): boolean {
  if (process.platform !== 'linux') return false;
  return !allProcesses().some((entry) => entry.group === group && !entry.zombie);
}

/** Every process that Linux' /proc lists. */
function allProcesses(): readonly ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map((name) => processEntry(Number(name)))
    .filter((entry) => entry !== undefined);
}

/** True when the signal could be sent (0: when there is such a process or group). */
function send(pid: number, name: 'SIGTERM' | 'SIGCONT' | 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
