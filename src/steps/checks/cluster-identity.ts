import * as z from 'zod';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import type { ClusterIdentity } from '../ports/cluster.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

/** Is this the cluster that platform.yaml means? */
export const clusterIdentity = defineCheck({
  name: 'cluster.identity',
  summary: 'The cluster is the one that platform.yaml names for the environment.',
  mode: 'look',
  needs: ['cluster'],
  schema: z.strictObject({}),
  example: {},
  describe: (_args, context) => {
    const { name, server, namespace } = context.environment;
    return `the cluster is ${server ?? 'the pinned one'}, namespace ${namespace} (${name})`;
  },
  run: (_args, context) =>
    withCluster('cluster.identity', context, async (cluster) => compare(await cluster.identity(), context)),
});

function compare(identity: ClusterIdentity, context: RunContext): CheckResult {
  const { environment } = context;
  const wanted: readonly (readonly [string, string | undefined, string])[] = [
    ['server', environment.server?.replace(/\/$/, ''), identity.server],
    ['UID of kube-system', environment.clusterUid, identity.uid],
    ['context', environment.context, identity.context],
    ['namespace', environment.namespace, identity.namespace],
  ];
  const wrong = wanted.filter(([, expected, observed]) => expected !== undefined && expected !== observed);
  const [first, ...rest] = wrong.map(
    ([what, expected, observed]): Evidence => ({
      check: 'cluster.identity',
      result: 'fail',
      what,
      where: identity.server,
      expected: expected ?? '',
      observed,
      next: 'Stop: choose the context of the right cluster and start a new session',
    }),
  );
  const text = `${identity.server}, namespace ${identity.namespace}, Kubernetes ${identity.version}`;
  if (first !== undefined) {
    return {
      verdict: 'fail',
      summary: `This is not the cluster of ${environment.name}: ${text}`,
      evidence: [first, ...rest],
    };
  }
  const evidence: Evidence = {
    check: 'cluster.identity',
    result: 'pass',
    what: 'cluster',
    expected: environment.server ?? 'the pinned one',
    observed: text,
    details: [`context ${identity.context}`, `kube-system ${identity.uid}`],
  };
  return { verdict: 'pass', summary: text, evidence: [evidence] };
}
