import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Processes } from '../session/ports.ts';
import type { ProcessIdentity } from '../steps/ports/shell.ts';
import { bootId, processEntry, type ProcessEntry } from './process-identity.ts';

/** Milliseconds between TERM and KILL. */
const gracePeriod = 5000;
const pollInterval = 50;

/**
 * Looks after processes of a dead run. A process counts as living while it, or on Linux any process of the
 * group it led, is there: its shell may have died while the command goes on.
 */
export function createProcesses(options: { readonly grace?: number } = {}): Processes {
  const grace = options.grace ?? gracePeriod;
  return {
    alive: (identity) => isAlive(identity),
    async stop(identity) {
      if (identity.start === '' || !isAlive(identity)) return;
      send(identity, 'SIGTERM');
      if (await goneWithin(identity, grace)) return;
      send(identity, 'SIGKILL');
      while (isAlive(identity)) await wait(pollInterval);
    },
  };
}

function isAlive(identity: ProcessIdentity): boolean {
  if (identity.bootId !== bootId()) return false;
  const leader = processEntry(identity.pid);
  if (leader !== undefined && !isSame(leader, identity)) return false;
  if (leader !== undefined && !leader.zombie) return true;
  return groupMembers(identity.pid).some((entry) => !entry.zombie && startedSince(entry, identity));
}

/** Where the kernel does not tell start times, an equal number has to do: better refused than run twice. */
function isSame(entry: ProcessEntry, identity: ProcessIdentity): boolean {
  return identity.start === '' || entry.start === identity.start;
}

function startedSince(entry: ProcessEntry, identity: ProcessIdentity): boolean {
  return identity.start === '' || Number(entry.start) >= Number(identity.start);
}

/** The kernel gives no number to a new process while a group still bears it. */
function groupMembers(group: number): readonly ProcessEntry[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => processEntry(Number(name)))
    .filter((entry) => entry !== undefined)
    .filter((entry) => entry.group === group);
}

async function goneWithin(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += pollInterval) {
    if (!isAlive(identity)) return true;
    await wait(pollInterval);
  }
  return !isAlive(identity);
}

/** To the whole group where the process leads one, which a command of a step always does. */
function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  const leader = processEntry(identity.pid);
  const target = leader === undefined || leader.group === identity.pid ? -identity.pid : identity.pid;
  try {
    process.kill(target, signal);
  } catch {
    // It ended in the meantime, which is what is wanted; anything else shows in its being alive still.
  }
}
