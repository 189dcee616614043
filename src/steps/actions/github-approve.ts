import * as z from 'zod';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { asked, type Github, openGithub, read } from '../checks/github/client.ts';
import { type PendingDeployment, readPending, reviewersText } from '../checks/github/pending.ts';
import { reviewArgument, runArgument } from '../checks/github/run-argument.ts';
import { troubled } from '../checks/github/trouble.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';

const name = 'github.approve';

const schema = z.strictObject({
  run: runArgument,
  review: reviewArgument,
  /** Stands beside the review on GitHub. */
  comment: z.string().min(1),
});

type Args = z.infer<typeof schema>;

const reviewsSchema = z.array(z.object({ state: z.string(), comment: z.string().nullish() }));

/** Approves or rejects what a run waits for, as the holder of the token. Asking the operator first is the runbook's part. */
export const githubApprove = defineCheck({
  name,
  summary: 'Approves or rejects the deployments that a run of a GitHub workflow waits for.',
  mode: 'act',
  needs: [],
  schema,
  example: { run: '30433642', review: 'approved', comment: 'Approved by the release manager' },
  describe: ({ run, review }) =>
    `what run ${run} waits for is ${review} on GitHub, in the name of the token’s holder`,
  changes: ({ run, review }) => [
    review === 'approved' ? `run ${run} goes on, and deploys` : `run ${run} ends, and deploys nothing`,
  ],
  run: async (args, context) => {
    const opened = await openGithub(name, context);
    return opened.kind === 'unanswered' ? opened.result : approve(args, opened.github, context);
  },
});

async function approve(args: Args, github: Github, context: RunContext): Promise<CheckResult> {
  const pending = await asked(context, () => readPending(github, args.run));
  const what = `run ${args.run}`;
  if (pending.kind === 'trouble') return troubled(name, github.where, what, pending.trouble);
  if (pending.value.length === 0) return nothingWaits(args, github, context);
  const refused = pending.value.filter(({ mayApprove }) => !mayApprove);
  if (refused.length > 0) return notAllowed(refused, args, github);
  const answer = await asked(context, () => giveReview(pending.value, args, github, context));
  if (answer.kind === 'trouble') return troubled(name, github.where, what, answer.trouble);
  const environments = pending.value.map(({ environment }) => environment).join(', ');
  return passed(args, github, `${args.review}: ${environments}`);
}

async function giveReview(
  pending: readonly PendingDeployment[],
  args: Args,
  { api, repository }: Github,
  context: RunContext,
): Promise<void> {
  await api.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments', {
    ...repository,
    run_id: Number(args.run),
    environment_ids: pending.map(({ id }) => id),
    // Nothing but the word itself approves.
    state: args.review === 'approved' ? 'approved' : 'rejected',
    comment: commentOf(args, context),
  });
}

/** With the session, by which a review whose answer was lost is known again. */
function commentOf({ comment }: Args, { values }: RunContext): string {
  const session = values['session'];
  return session === undefined ? comment : `${comment} (session ${String(session)})`;
}

/** Nothing waits any more: this session's own review may be why. */
async function nothingWaits(args: Args, github: Github, context: RunContext): Promise<CheckResult> {
  const { api, repository } = github;
  const reviews = await asked(context, async () => {
    const answer = await api.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {
      ...repository,
      run_id: Number(args.run),
    });
    return read(reviewsSchema, answer.data);
  });
  if (reviews.kind === 'trouble') return troubled(name, github.where, `run ${args.run}`, reviews.trouble);
  const own = commentOf(args, context);
  if (reviews.value.some(({ state, comment }) => state === args.review && comment === own)) {
    return passed(args, github, `it was ${args.review} by this session already`);
  }
  const given = reviews.value.map(({ state }) => state).join(', ');
  const observed =
    given === '' ? 'nothing waits for approval' : `nothing waits any more; it was ${given} by somebody else`;
  return told(
    args,
    github,
    'inconclusive',
    observed,
    'Look at the run on GitHub: it may have been reviewed there',
  );
}

function notAllowed(refused: readonly PendingDeployment[], args: Args, github: Github): CheckResult {
  const names = refused.map(({ environment }) => environment).join(', ');
  const who = [...new Set(refused.map(reviewersText))].join('; ');
  const observed = `the holder of github-token may not review ${names}; reviewers: ${who}`;
  return told(args, github, 'fail', observed, `Ask one who may to review it on GitHub: ${who}`);
}

function passed(args: Args, github: Github, observed: string): CheckResult {
  return told(args, github, 'pass', observed);
}

function told(
  args: Args,
  github: Github,
  result: Evidence['result'],
  observed: string,
  next?: string,
): CheckResult {
  const row = {
    check: name,
    result,
    what: `run ${args.run}`,
    where: github.where,
    expected: args.review,
    observed,
  };
  return {
    verdict: result,
    summary: `run ${args.run}: ${observed}`,
    evidence: [next === undefined ? row : { ...row, next }],
  };
}
