import type { Row } from '../table.ts';
import { longestWait } from './key-times.ts';
import { longSteps, shortSteps } from './runbooks.ts';

const many = longSteps.toLocaleString('en-US');

/** What the values of this group are called. `own`: of teei-runbook; `naive`: of the naive list. */
export const names = {
  node: 'node -e 0',
  bare: 'first frame, bare Ink app',
  own: {
    frame: 'first frame',
    step: 'first step in sight',
    shortKey: `key to frame, ${shortSteps} steps`,
    longKey: `key to frame, ${many} steps`,
    idle: 'bytes per idle frame',
    longMemory: `memory, ${many} steps`,
    streamKey: 'key to frame, 100 MB/s',
    taken: 'taken of 100 MB/s',
    gigabyteMemory: 'memory, 1 GB shown',
    gigabyteTaken: 'taken until 1 GB is shown',
  },
  naive: {
    frame: 'naive list: first frame',
    longKey: `naive list: key to frame, ${many} rows`,
    idle: 'naive list: bytes per idle frame',
    longMemory: `naive list: memory, ${many} rows`,
    streamKey: 'naive list: key to frame, 100 MB/s',
    taken: 'naive list: taken of 100 MB/s',
    gigabyteMemory: 'naive list: memory, 1 GB offered',
    gigabyteTaken: 'naive list: taken of 1 GB',
  },
} as const;

const { own, naive } = names;
const ms = 'ms' as const;
const waited = longestWait;
const below50 = { most: 50, of: 'value' } as const;
const below200 = { most: 200, of: 'value' } as const;

export const rows: readonly Row[] = [
  { subject: names.bare, unit: ms, against: names.node },
  { subject: naive.frame, unit: ms, against: names.node },
  { subject: own.frame, unit: ms, against: names.node, goal: { most: 6, of: 'ratio' } },
  { subject: own.frame, unit: ms, against: names.bare },
  { subject: own.step, unit: ms, against: names.node },
  { subject: own.shortKey, unit: ms },
  { subject: own.shortKey, statistic: 'p99', unit: ms, goal: below50 },
  { subject: own.longKey, unit: ms, against: naive.longKey },
  { subject: own.longKey, statistic: 'p99', unit: ms, against: naive.longKey, goal: below50 },
  { subject: naive.longKey, statistic: 'p99', unit: ms, waited },
  { subject: own.streamKey, unit: ms, against: naive.streamKey },
  { subject: own.streamKey, statistic: 'p99', unit: ms, against: naive.streamKey, goal: below50 },
  { subject: naive.streamKey, statistic: 'p99', unit: ms, waited },
  { subject: own.taken, unit: 'MB/s', against: naive.taken },
  { subject: own.idle, unit: 'bytes', against: naive.idle, goal: { most: 300, of: 'value' } },
  { subject: own.longMemory, unit: 'MB', against: naive.longMemory, goal: below200 },
  { subject: own.gigabyteMemory, unit: 'MB', against: naive.gigabyteMemory, goal: below200 },
  { subject: own.gigabyteTaken, unit: 'MB' },
  { subject: naive.gigabyteTaken, unit: 'MB' },
];
