import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ProcessIdentity } from '../steps/ports/shell.ts';

/** One line of the process table, as far as it tells processes apart. */
export interface ProcessEntry {
  readonly pid: number;
  readonly group: number;
  /** Told by Linux alone. */
  readonly session?: number;
  /** Start time as the kernel tells it: clock ticks since boot on Linux, a date elsewhere. */
  readonly start: string;
  /** Ended, and only not yet waited for by its parent. */
  readonly zombie: boolean;
}

let knownBootId: string | undefined;

/** An id that changes with every boot of this machine; empty where the system does not tell. */
export function bootId(): string {
  knownBootId ??= readBootId();
  return knownBootId;
}

/** The identity of a living process. Undefined: there is no such process, or it has ended. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const entry = processEntry(pid);
  if (entry === undefined || entry.zombie) return undefined;
  return { pid, start: entry.start, bootId: bootId() };
}

/** Reads one process from the process table. Undefined: there is none with this number. */
export function processEntry(pid: number): ProcessEntry | undefined {
  if (process.platform === 'linux') {
    const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat === undefined ? undefined : parseStat(stat);
  }
  const line = quietly(() => run('ps', ['-o', 'pgid=,stat=,lstart=', '-p', String(pid)]));
  return line === undefined ? undefined : parsePs(pid, line);
}

/** Parses /proc/<pid>/stat, see proc(5). The name in parentheses may itself hold spaces and parentheses. */
export function parseStat(stat: string): ProcessEntry | undefined {
  const pid = Number.parseInt(stat, 10);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , group, session] = fields;
  const start = fields[19];
  if (!Number.isInteger(pid) || state === undefined || group === undefined || start === undefined)
    return undefined;
  return {
    pid,
    group: Number(group),
    session: Number(session),
    start,
    zombie: state === 'Z' || state === 'X',
  };
}

function parsePs(pid: number, line: string): ProcessEntry | undefined {
  const match = /^\s*(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  const [, group, state, start] = match ?? [];
  if (group === undefined || state === undefined || start === undefined) return undefined;
  return { pid, group: Number(group), start, zombie: state.startsWith('Z') };
}

function readBootId(): string {
  const read =
    process.platform === 'linux'
      ? quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
      : quietly(() => run('sysctl', ['-n', 'kern.boottime']));
  return read?.trim() ?? '';
}

function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return execFileSync(command, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** These look at processes that may vanish at any moment, which is an answer and not an error. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
