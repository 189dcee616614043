import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Operator, walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

/** How a scenario ends for somebody who does what is right in it. */
interface Course {
  readonly operator: Operator;
  readonly outcome: 'COMPLETED' | 'ROLLED-BACK' | 'FAILED';
  /** What was on the screen on the way. */
  readonly shows: RegExp;
}

const trying: Operator = { onFailure: () => 'retry' };
const rollingBack: Operator = { onFailure: () => 'roll back the new version is bad' };
const stopping: Operator = { onFailure: () => 'fail it can not go on like this' };

const courses: Readonly<Record<string, Course>> = {
  'api-server-flaky': { operator: trying, outcome: 'COMPLETED', shows: /passed health/ },
  'crash-loop': {
    operator: rollingBack,
    outcome: 'ROLLED-BACK',
    shows: /Cannot find module '\.\/config\/production\.js'/,
  },
  'errors-15-percent': {
    operator: rollingBack,
    outcome: 'ROLLED-BACK',
    shows:
      /error rate: \d[\d.]* %; expected below 1 % \(error-rate-percent\)|unified-profile could not answer/,
  },
  flapping: {
    operator: rollingBack,
    outcome: 'ROLLED-BACK',
    shows: /exit code 134/,
  },
  healthy: { operator: stopping, outcome: 'COMPLETED', shows: /passed migrate/ },
  'image-missing': {
    operator: rollingBack,
    outcome: 'ROLLED-BACK',
    shows: /ghcr\.io\/henrigkroine\/teei-\S+:v1\.2\.5/,
  },
  'migration-fails': { operator: stopping, outcome: 'FAILED', shows: /pnpm db:migrate/ },
  'nats-stuck': { operator: rollingBack, outcome: 'ROLLED-BACK', shows: /1 alert fires: NatsConsumerStuck/ },
  'node-lost': { operator: trying, outcome: 'COMPLETED', shows: /passed health/ },
  'out-of-memory': { operator: rollingBack, outcome: 'ROLLED-BACK', shows: /OOMKilled/ },
  'pool-exhausted': {
    operator: rollingBack,
    outcome: 'ROLLED-BACK',
    shows: /timeout exceeded when trying to connect/,
  },
  quota: { operator: stopping, outcome: 'FAILED', shows: /exceeded quota/ },
  slow: { operator: rollingBack, outcome: 'ROLLED-BACK', shows: /latency p95: 0 of 16 below 2000 ms/ },
  'vault-sealed': { operator: rollingBack, outcome: 'ROLLED-BACK', shows: /REHEARSAL rollback\.restore>/ },
};

const exitCodes = { COMPLETED: 0, 'ROLLED-BACK': 1, FAILED: 1 } as const;

describe.skipIf(!isInstalled('kubectl'))('deploy.md, rehearsed', () => {
  it('has a course for every scenario that comes with the library', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../runbooks/scenarios')).map((name) =>
      basename(name, '.yaml'),
    );
    expect(Object.keys(courses)).toEqual(files.toSorted());
  });

  it.each(Object.entries(courses))(
    '%s ends as it should',
    async (scenario, { operator, outcome, shows }) => {
      const workspace = openRehearsalWorkspace();
      const walked = await walkRunbook(['deploy', '--rehearse', scenario], {
        cwd: workspace.folder,
        env: workspace.env,
        operator,
      });
      expect(walked.screen).toMatch(shows);
      expect(walked.screen).toMatch(new RegExp(` ${outcome}(?::|  ?steps)`));
      expect(walked.exitCode).toBe(exitCodes[outcome]);
      const debrief = walked.screen.slice(walked.screen.indexOf('Debrief: '));
      expect(debrief).toContain('as it should be.');
      // The mark of what was done in another way than a good operator does it.
      expect(debrief).not.toContain(' ! ');
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    180_000,
  );
});
