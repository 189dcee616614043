import * as z from 'zod';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { look } from './github/client.ts';
import { type PendingDeployment, readPending, reviewersText } from './github/pending.ts';
import { runArgument } from './github/run-argument.ts';

const name = 'github.pending';

const schema = z.strictObject({
  run: runArgument,
  /** Passes whoever may approve, and sets `may-approve` to yes or no, for later steps to go by. */
  'report-only': z.boolean().default(false),
});

type Args = z.infer<typeof schema>;

/** Which deployments of a run wait for approval, and may this token approve them? */
export const githubPending = defineCheck({
  name,
  summary:
    'Says which deployments of a run wait for approval, and whether the holder of the token may approve them.',
  mode: 'look',
  needs: [],
  sets: ['may-approve'],
  schema,
  example: { run: '30433642' },
  describe: ({ run }) => `the holder of github-token may approve what run ${run} waits for`,
  run: (args, context) =>
    look(
      name,
      `what run ${args.run} waits for`,
      context,
      (github) => readPending(github, args.run),
      (pending, { where }) => judge(pending, args, where),
    ),
});

function judge(pending: readonly PendingDeployment[], args: Args, where: string): CheckResult {
  const sorted = badFirst(pending.map((one) => rowOf(one, args, where)));
  if (sorted === undefined) {
    const observed = 'no deployment waits for approval';
    const next = 'See whether somebody has approved or rejected it already, or the environment asks nobody';
    const expected = 'one that waits';
    const row = {
      check: name,
      result: 'inconclusive',
      what: `run ${args.run}`,
      where,
      expected,
      observed,
      next,
    } as const;
    return { verdict: 'inconclusive', summary: `run ${args.run}: ${observed}`, evidence: [row] };
  }
  const may = pending.every(({ mayApprove }) => mayApprove);
  const names = pending.map(({ environment }) => environment).join(', ');
  const who = pending.map(reviewersText).join('; ');
  return {
    verdict: sorted.verdict,
    summary: `${names} ${pending.length === 1 ? 'waits' : 'wait'} for approval; ${may ? 'you may give it' : `only these may give it: ${who}`}`,
    evidence: sorted.evidence,
    values: { 'may-approve': may ? 'yes' : 'no' },
  };
}

function rowOf(pending: PendingDeployment, args: Args, where: string) {
  const who = reviewersText(pending);
  const row = {
    check: name,
    what: `deployment to ${pending.environment}`,
    where,
    expected: 'the holder of github-token may approve it',
    observed: `${pending.mayApprove ? 'may' : 'may not'}; reviewers: ${who}`,
  };
  const result = pending.mayApprove || args['report-only'] ? 'pass' : 'fail';
  return pending.mayApprove
    ? { ...row, result: 'pass' as const }
    : ({ ...row, result, next: `Ask one who may: ${who}` } as const);
}
