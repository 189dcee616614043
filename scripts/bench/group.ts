import type { Subject } from './measure.ts';
import type { Row } from './table.ts';

/** Subjects that are measured together, interleaved, and the table that tells of them. */
export interface Group {
  readonly name: GroupName;
  readonly subjects: readonly Subject[];
  readonly rows: readonly Row[];
  /** Takes away what was set up for it. */
  close?(): void;
}

export const groupNames = ['processes', 'sessions', 'ui', 'rehearsal', 'cluster'] as const;
export type GroupName = (typeof groupNames)[number];

/** Where a group works: a folder of its own, on the disk that is measured. */
export interface Site {
  readonly root: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What was asked for on the command line. */
export interface Asked {
  readonly groups: readonly GroupName[];
  readonly rounds: number;
}

/** Reads `[group …] [rounds]`; no group: all of them. Undefined: it says something else. */
export function askedFor(args: readonly string[]): Asked | undefined {
  const groups = groupNames.filter((name) => args.includes(name));
  const numbers = args.filter((each) => /^[1-9]\d{0,2}$/.test(each));
  if (groups.length + numbers.length !== args.length || numbers.length > 1) return undefined;
  return { groups: groups.length === 0 ? groupNames : groups, rounds: Number(numbers[0] ?? 10) };
}
