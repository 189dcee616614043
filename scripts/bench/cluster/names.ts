import type { Row } from '../table.ts';

export const names = {
  crash: 'second restart of a crash loop to the verdict',
  crashKubectl: 'kubectl rollout status: second restart to its end',
  sixteen: '16 services verified: rollout, endpoints, health',
  sixteenWhole: '16 services verified, the whole program',
  sixteenKubectl: '16 × kubectl rollout status and get --raw …/health',
} as const;

/** Milliseconds for which kubectl is waited for after it should have said something. */
export const patience = 60_000;

export const rows: readonly Row[] = [
  {
    subject: names.crash,
    unit: 'ms',
    against: names.crashKubectl,
    goal: { most: 5000, of: 'value' },
  },
  { subject: names.crashKubectl, unit: 'ms', waited: patience },
  { subject: names.sixteen, unit: 'ms', against: names.sixteenKubectl, goal: { most: 0.2, of: 'ratio' } },
  {
    subject: names.sixteenWhole,
    unit: 'ms',
    against: names.sixteenKubectl,
    goal: { most: 0.2, of: 'ratio' },
  },
  { subject: names.sixteenKubectl, unit: 'ms' },
];
