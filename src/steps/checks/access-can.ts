import * as z from 'zod';
import { field, text } from '../manifest/json.ts';
import type { Evidence } from '../outcome.ts';
import { type Cluster, ClusterError, type RightAnswer } from '../ports/cluster.ts';
import { grantCommands, type Requester } from './access/requests.ts';
import { parseResource, resourceText, rightsOf } from './access/rights.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const resource = z.string().refine((written) => parseResource(written) !== undefined, {
  error: 'must be a resource such as pods, pods/log or deployments.apps',
});

const schema = z.strictObject({
  /** Each of the verbs on each of the resources, in the pinned namespace or, for such as nodes, in the whole cluster. */
  rights: z
    .array(
      z.strictObject({
        verbs: z.array(z.string().regex(/^[a-z]+$|^\*$/, { error: 'must be a verb such as get' })).min(1),
        resources: z.array(resource).min(1),
        'cluster-wide': z.boolean().default(false),
      }),
    )
    .min(1),
});

type Args = z.infer<typeof schema>;

/** May this account do everything that the runbook will ask for? */
export const accessCan = defineCheck({
  name: 'access.can',
  summary: 'The account may do what the runbook does; every right that is missing is named.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { rights: [{ verbs: ['get', 'list'], resources: ['deployments.apps', 'pods/log'] }] },
  describe: (args, context) =>
    `this account has ${countOf(rightsOf(args.rights).length)} in ${context.environment.namespace}`,
  run: (args: Args, context) =>
    withCluster('access.can', context, async (cluster) => {
      const [answers, account] = await Promise.all([cluster.may(rightsOf(args.rights)), accountOf(cluster)]);
      return judge(answers, { namespace: context.environment.namespace, account });
    }),
});

/** Who the API server takes us for. Undefined: it is older than 1.28, or doesn't tell. */
async function accountOf(cluster: Cluster): Promise<string | undefined> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} };
  try {
    const answer = await cluster.create(review, { fieldManager: 'teei-runbook', dryRun: false });
    return text(field(answer, 'status', 'userInfo', 'username'));
  } catch (thrown) {
    // The name is a courtesy of the message: the rights themselves are asked for beside it.
    if (thrown instanceof ClusterError) return undefined;
    throw thrown;
  }
}

/** The answers as a result: one row for each right that is missing. */
function judge(answers: readonly RightAnswer[], requester: Requester): CheckResult {
  const denied = answers.filter(({ allowed }) => !allowed);
  const who = requester.account ?? 'this account';
  const all: Evidence = {
    check: 'access.can',
    result: denied.length === 0 ? 'pass' : 'fail',
    what: 'rights',
    where: `namespace ${requester.namespace}`,
    expected: `all of ${countOf(answers.length)}`,
    observed: `${String(answers.length - denied.length)} of ${String(answers.length)}, as ${who}`,
  };
  if (answers.length === 0) return missing('access.can', 'rights to ask for', 'none');
  const [first, ...rest] = denied.map((answer) => row(answer, requester.namespace));
  if (first === undefined) {
    return { verdict: 'pass', summary: `${who} has all of ${countOf(answers.length)}`, evidence: [all] };
  }
  const next = 'Pass these commands on to whoever may grant rights in the cluster, then look again';
  const commands = grantCommands(
    denied.map(({ right }) => right),
    requester,
  );
  const names = denied.map(({ right }) => `${right.verb} ${resourceText(right)}`);
  const more = names.length > 4 ? `, and ${String(names.length - 4)} more` : '';
  return {
    verdict: 'fail',
    summary: `${who} lacks ${String(denied.length)} of ${countOf(answers.length)}: ${names.slice(0, 4).join(', ')}${more}`,
    evidence: [first, ...rest, { ...all, next, details: commands }],
  };
}

function row({ right, reason }: RightAnswer, namespace: string): Evidence {
  return {
    check: 'access.can',
    result: 'fail',
    what: `${right.verb} ${resourceText(right)}`,
    where: right.clusterWide === true ? 'the whole cluster' : `namespace ${namespace}`,
    expected: 'allowed',
    observed: reason === '' ? 'not allowed' : `not allowed: ${reason}`,
    next: 'Ask for the right; the commands are below',
  };
}

function countOf(rights: number): string {
  return rights === 1 ? '1 right' : `${String(rights)} rights`;
}
