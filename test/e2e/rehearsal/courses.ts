/** What somebody does who does what is right: when something fails, it is tried again, undone or left. */
type Way = 'retry' | 'roll back' | 'fail';

/** How a scenario ends for somebody who does what is right in it. */
export interface Course {
  readonly way: Way;
  /** What is walked; left out, the deployment. */
  readonly runbook?: string;
  readonly outcome: 'COMPLETED' | 'ROLLED-BACK' | 'FAILED';
  /** What was on the lines of the way there. */
  readonly shows: RegExp;
}

/** By the scenario's name; every one that comes with the library is here. */
export const courses: Readonly<Record<string, Course>> = {
  'api-server-flaky': { way: 'retry', outcome: 'COMPLETED', shows: /passed health/ },
  'crash-loop': {
    way: 'roll back',
    outcome: 'ROLLED-BACK',
    shows: /Cannot find module '\.\/config\/production\.js'/,
  },
  'errors-15-percent': {
    way: 'roll back',
    outcome: 'ROLLED-BACK',
    shows:
      /error rate: \d[\d.]* %; expected below 1 % \(error-rate-percent\)|(?:api-gateway|unified-profile|reporting) could not answer/,
  },
  flapping: {
    way: 'roll back',
    outcome: 'ROLLED-BACK',
    shows: /exit code 134/,
  },
  healthy: { way: 'fail', outcome: 'COMPLETED', shows: /passed migrate/ },
  'image-missing': {
    way: 'roll back',
    outcome: 'ROLLED-BACK',
    shows: /ghcr\.io\/henrigkroine\/teei-\S+:v1\.2\.5/,
  },
  'migration-fails': { way: 'fail', outcome: 'FAILED', shows: /pnpm db:migrate/ },
  'nats-stuck': { way: 'roll back', outcome: 'ROLLED-BACK', shows: /alerts? fires?: .*NatsConsumerStuck/ },
  'node-lost': { way: 'retry', outcome: 'COMPLETED', shows: /passed health/ },
  'out-of-memory': { way: 'roll back', outcome: 'ROLLED-BACK', shows: /OOMKilled/ },
  'pool-exhausted': {
    way: 'roll back',
    outcome: 'ROLLED-BACK',
    shows: /timeout exceeded when trying to connect/,
  },
  quota: { way: 'fail', outcome: 'FAILED', shows: /exceeded quota/ },
  slow: { way: 'roll back', outcome: 'ROLLED-BACK', shows: /latency p95: 0 of 16 below 2000 ms/ },
  strained: {
    runbook: 'monitoring',
    way: 'fail',
    outcome: 'FAILED',
    shows: /NatsConsumerStuck|journey-triggers > journey-engine: \d+ wait, and none is acknowledged/,
  },
  'vault-sealed': { way: 'roll back', outcome: 'ROLLED-BACK', shows: /REHEARSAL rollback\.restore>/ },
  'workflow-smoke-fails': {
    runbook: 'deploy-automated',
    way: 'fail',
    outcome: 'FAILED',
    shows:
      /the workflow has rolled back .*job Smoke tests \S+: failure at “Log in, read a profile, make a report”/,
  },
};

export const exitCodes = { COMPLETED: 0, 'ROLLED-BACK': 1, FAILED: 1 } as const;
