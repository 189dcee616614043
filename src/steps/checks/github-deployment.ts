import * as z from 'zod';
import type { Verdict } from '../outcome.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { look, read, type Github } from './github/client.ts';

const name = 'github.deployment';

const schema = z.strictObject({
  /** A tag, branch or commit that GitHub knows. */
  ref: z.string().min(1),
  /** Name of the environment on GitHub. */
  environment: z.string().min(1).default('staging'),
});

type Args = z.infer<typeof schema>;

const deploymentsSchema = z.array(
  z.object({ id: z.union([z.int(), z.bigint()]), ref: z.string(), created_at: z.string() }),
);
const statusesSchema = z.array(
  z.object({ state: z.string(), created_at: z.string(), description: z.string().nullish() }),
);

interface Deployed {
  readonly at: string;
  /** The newest first. */
  readonly states: readonly string[];
  readonly url: string;
}

/** Was a commit deployed to an environment, and well? */
export const githubDeployment = defineCheck({
  name,
  summary: 'The last deployment of a commit to an environment, as GitHub knows it, has succeeded.',
  mode: 'look',
  needs: [],
  schema,
  example: { ref: 'v1.2.3', environment: 'staging' },
  describe: ({ ref, environment }) => `GitHub says that ${ref} was deployed to ${environment}`,
  run: (args, context) =>
    look(
      name,
      `deployments to ${args.environment}`,
      context,
      (github) => lastDeployment(github, args),
      (deployed, github) => judge(deployed, args, github.where),
    ),
});

/** By the commit, and not by the name of its ref: staging may have been deployed from a branch. */
async function lastDeployment(github: Github, { ref, environment }: Args): Promise<Deployed | undefined> {
  const { api, repository } = github;
  const commit = await api.request('GET /repos/{owner}/{repo}/commits/{ref}', {
    ...repository,
    ref,
    per_page: 1,
  });
  const { sha } = read(z.object({ sha: z.string() }), commit.data);
  const found = await api.request('GET /repos/{owner}/{repo}/deployments', {
    ...repository,
    sha,
    environment,
    per_page: 1,
  });
  const [deployment] = read(deploymentsSchema, found.data);
  if (deployment === undefined) return undefined;
  const statuses = await api.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    ...repository,
    deployment_id: Number(deployment.id),
    per_page: 100,
  });
  const states = read(statusesSchema, statuses.data).map(({ state }) => state);
  const url = `${github.where}, deployment ${String(deployment.id)} of ${deployment.ref}`;
  return { at: deployment.created_at, states, url };
}

function judge(deployed: Deployed | undefined, { ref, environment }: Args, where: string): CheckResult {
  const what = `deployment of ${ref} to ${environment}`;
  const expected = 'success';
  if (deployed === undefined) {
    const observed = 'GitHub knows of none';
    const next = `Deploy it to ${environment} first, or see whether that was done past GitHub`;
    return {
      verdict: 'inconclusive',
      summary: `${what}: ${observed}`,
      evidence: [{ check: name, result: 'inconclusive', what, where, expected, observed, next }],
    };
  }
  const { verdict, observed, next } = stateOf(deployed.states);
  const row = {
    check: name,
    result: verdict,
    what,
    where: deployed.url,
    expected,
    observed,
    since: deployed.at,
  };
  return {
    verdict,
    summary: `${what}: ${observed}`,
    evidence: [next === undefined ? row : { ...row, next }],
  };
}

/** GitHub makes a deployment `inactive` when a later one to the same environment has succeeded. */
function stateOf([last, ...before]: readonly string[]): {
  readonly verdict: Verdict;
  readonly observed: string;
  readonly next?: string;
} {
  if (last === 'success') return { verdict: 'pass', observed: last };
  if (last === 'inactive' && before[0] === 'success') {
    return { verdict: 'pass', observed: 'success; a later deployment has replaced it' };
  }
  if (last === 'failure' || last === 'error') {
    return {
      verdict: 'fail',
      observed: last,
      next: 'Look at the log of its run; mend it and deploy there again',
    };
  }
  const observed = last ?? 'no state yet';
  return { verdict: 'inconclusive', observed, next: 'See what became of it, then look again' };
}
