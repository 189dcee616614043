import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { HoldRelease } from '../hold.ts';
import { releaseLease } from './lock/keep-lease.ts';
import { lockKey, lockSchema, lockText } from './lock/lock-args.ts';

/** Gives a lock free before the session ends. */
export const lockRelease = defineCheck({
  name: 'lock.release',
  summary: 'Gives a lock free that this session holds, earlier than at its end.',
  mode: 'act',
  needs: ['cluster'],
  schema: lockSchema,
  example: { name: 'teei-runbook' },
  closes: lockKey,
  describe: (args, context) => `${lockText(args, context)} is given free`,
  changes: (args, context) => [`the Lease ${args.name} in ${context.environment.namespace} names nobody`],
  run: async (args, context): Promise<CheckResult> => {
    if (context.ports.cluster === undefined) return missing('lock.release', 'a pinned cluster', 'none');
    return judgeRelease(await releaseLease(args, context), lockText(args, context));
  },
});

/** A lock that is not this session's any more need not be given free. */
function judgeRelease(release: HoldRelease, lock: string): CheckResult {
  const { observed } = release;
  const plain = { check: 'lock.release', what: lock, expected: 'not held by this session', observed };
  switch (release.result) {
    case 'released':
      return { verdict: 'pass', summary: `gave ${lock} free`, evidence: [{ ...plain, result: 'pass' }] };
    case 'not-held': {
      const summary = `this session does not hold ${lock}: ${observed}`;
      return { verdict: 'pass', summary, evidence: [{ ...plain, result: 'pass' }] };
    }
    case 'failed':
      return {
        verdict: 'error',
        summary: `${lock} could not be given free: ${observed}`,
        evidence: [{ ...plain, result: 'error', next: release.next }],
      };
  }
}
