import type { PlatformState } from '../../scenario/model.ts';

/** A step of a job: how long it takes in simulated milliseconds, and what it does when that is over. */
export interface StepPlan {
  readonly name: string;
  readonly takes: number;
  /** The rollout is waited for instead. */
  readonly does?: 'apply' | 'wait' | 'restore';
  /** Faults of a scenario at which it fails, and its last words then. */
  readonly fails?: { readonly at: PlatformState['workflow']; readonly log: readonly string[] };
}

export interface JobPlan {
  readonly name: string;
  readonly steps: readonly StepPlan[];
  /** It waits for somebody's approval first. */
  readonly approval?: true;
  /** Only where this input is true. */
  readonly input?: 'run_smoke_tests' | 'enable_rollback';
  /** Only after a failure of one that has changed something. */
  readonly afterFailure?: true;
}

const setUp: StepPlan = { name: 'Set up job', takes: 2000 };

/** The jobs of deploy-production.yml, in their order. */
export const jobPlans: readonly JobPlan[] = [
  {
    name: 'Prepare',
    steps: [
      setUp,
      { name: 'Check out the version', takes: 2000 },
      { name: 'Render and validate the manifests', takes: 6000 },
      { name: 'Deployment summary', takes: 1000 },
    ],
  },
  {
    name: 'Deploy',
    approval: true,
    steps: [
      setUp,
      { name: 'Save the current state', takes: 3000 },
      {
        name: 'Apply the manifests',
        takes: 5000,
        does: 'apply',
        fails: {
          at: 'fails-deploy',
          log: [
            'deployment.apps/prod-teei-analytics serverside-applied',
            'Error from server (Forbidden): admission webhook "policy.example.com" denied the request',
          ],
        },
      },
      { name: 'Wait for the rollouts', takes: 5000, does: 'wait' },
    ],
  },
  {
    name: 'Health checks',
    steps: [
      setUp,
      {
        name: 'Ask every service',
        takes: 8000,
        fails: { at: 'fails-health', log: ['GET /health of prod-teei-reporting: HTTP 503'] },
      },
    ],
  },
  {
    name: 'Smoke tests',
    input: 'run_smoke_tests',
    steps: [
      setUp,
      {
        name: 'Log in, read a profile, make a report',
        takes: 8000,
        fails: { at: 'fails-smoke', log: ['POST /api/reports/generate: HTTP 500, expected 200'] },
      },
    ],
  },
  {
    name: 'Rollback',
    input: 'enable_rollback',
    afterFailure: true,
    steps: [
      setUp,
      { name: 'Restore the saved state', takes: 4000, does: 'restore' },
      { name: 'Wait for the rollouts', takes: 5000, does: 'wait' },
    ],
  },
];
