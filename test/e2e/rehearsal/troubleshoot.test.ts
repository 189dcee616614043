import { describe, expect, it } from 'vitest';
import { type Operator, walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

interface Call {
  readonly runbook: string;
  readonly scenario: string;
  /** What the first look says, and what the remedy is. */
  readonly finds: RegExp;
  readonly says: NonNullable<Operator['says']>;
  readonly answers?: NonNullable<Operator['answers']>;
  readonly shows: RegExp;
}

const calls: readonly Call[] = [
  {
    runbook: 'pods-not-starting',
    scenario: 'image-missing',
    finds: /1\. image-missing: analytics/,
    says: { remedy: ['rollback'] },
    shows: /passed rollback: .*passed well-again/,
  },
  {
    runbook: 'high-error-rate',
    scenario: 'one-service-fails',
    finds: /1\. errors: notifications/,
    says: { remedy: ['restart'] },
    answers: { Service: 'notifications' },
    shows: /passed restart: .*passed well-again/,
  },
  {
    runbook: 'database-connections',
    scenario: 'pool-too-small',
    finds: /1\. pool-exhausted: unified-profile/,
    says: { remedy: ['pool'] },
    answers: { Service: 'unified-profile', Variable: '', Connections: '25' },
    shows: /DATABASE_POOL_MAX=25.*passed well-again/,
  },
  {
    runbook: 'secrets-unavailable',
    scenario: 'vault-denied',
    finds: /1\. vault-denied: reporting/,
    says: { remedy: ['restart'] },
    answers: { Service: 'reporting' },
    shows: /passed restart: .*passed well-again/,
  },
  {
    runbook: 'high-latency',
    scenario: 'slow-service',
    finds: /1\. slow: analytics/,
    says: { remedy: ['scale'] },
    answers: { Service: 'analytics', 'More pods': '1' },
    shows: /passed scale: .*passed well-again/,
  },
];

describe.skipIf(!isInstalled('kubectl'))('troubleshoot, rehearsed', () => {
  it.each(calls)(
    '$runbook finds what is behind $scenario, and mends it',
    async ({ runbook, scenario, finds, says, answers = {}, shows }) => {
      const workspace = openRehearsalWorkspace();
      const walked = await walkRunbook([`troubleshoot/${runbook}`, '--rehearse', scenario], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: { says, answers, onFailure: () => 'fail it is not as expected' },
      });
      expect(walked.screen).toMatch(finds);
      expect(walked.screen).toMatch(shows);
      expect(walked.screen).toMatch(/ COMPLETED(?::| {1,2}steps)/);
      expect(walked.exitCode).toBe(0);
      expectWholeLogs(workspace);
    },
    120_000,
  );
});
