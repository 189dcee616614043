import semver from 'semver';
import * as z from 'zod';
import type { Evidence } from '../outcome.ts';
import type { ClusterReadiness, NodeHealth } from '../ports/cluster.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const schema = z.strictObject({
  /** A semver range that the API server's version must be in. */
  version: z
    .string()
    .refine((range) => semver.validRange(range) !== null, 'must be a version range such as >=1.28')
    .optional(),
});

/** Is the cluster fit to be deployed to? */
export const clusterReady = defineCheck({
  name: 'cluster.ready',
  summary: 'The API server is ready, and every node is Ready and under no pressure.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { version: '>=1.28' },
  describe: (args) =>
    `the API server and all nodes are ready${args.version === undefined ? '' : `, Kubernetes ${args.version}`}`,
  run: (args, context) =>
    withCluster('cluster.ready', context, async (cluster) => judge(await cluster.readiness(), args.version)),
});

function judge(readiness: ClusterReadiness, range: string | undefined): CheckResult {
  const all = [
    apiServer(readiness),
    ...readiness.nodes.flatMap(nodeEvidence),
    ...(readiness.nodes.length === 0 ? [noNodes()] : []),
    ...(range === undefined ? [] : [versionEvidence(readiness.version, range)]),
  ];
  const bad = all.filter((one) => one.result !== 'pass');
  const [first, ...rest] = [...bad, ...all.filter((one) => one.result === 'pass')];
  const count = readiness.nodes.length;
  const verdict = bad.some((one) => one.result === 'fail')
    ? 'fail'
    : bad.length > 0
      ? 'inconclusive'
      : 'pass';
  const worst = bad[0];
  const summary =
    worst === undefined
      ? `API server and ${String(count)} node${count === 1 ? '' : 's'} ready, Kubernetes ${readiness.version}`
      : `${worst.what}: ${worst.observed}${bad.length > 1 ? ` (and ${String(bad.length - 1)} more)` : ''}`;
  return { verdict, summary, evidence: [first ?? apiServer(readiness), ...rest] };
}

function apiServer({ readyz }: ClusterReadiness): Evidence {
  const base = { check: 'cluster.ready', what: 'API server', expected: '/readyz answers ok' } as const;
  if (readyz === undefined) {
    const next = 'Ask for the right to get /readyz';
    return { ...base, result: 'inconclusive', observed: 'this account may not read /readyz', next };
  }
  if (readyz.ok) return { ...base, result: 'pass', observed: 'ok' };
  const observed = readyz.failing.length === 0 ? 'not ready' : `not ready: ${readyz.failing.join(', ')}`;
  return {
    ...base,
    result: 'fail',
    observed,
    next: 'Wait for the control plane, or ask whoever runs the cluster',
  };
}

function nodeEvidence(node: NodeHealth): readonly Evidence[] {
  const base = {
    check: 'cluster.ready',
    what: `node ${node.name}`,
    expected: 'Ready, no pressure',
    ...(node.since === undefined ? {} : { since: node.since }),
  };
  if (node.troubles.length > 0 || !node.ready) {
    const observed = node.troubles.map((one) => `${one.type}: ${one.message}`).join('; ');
    const next = `Look at it: kubectl describe node ${node.name}`;
    return [{ ...base, result: 'fail', observed: observed === '' ? 'not Ready' : observed, next }];
  }
  // A node that is being drained is somebody's intention: pods still find room elsewhere, or the rollout says so.
  return [{ ...base, result: 'pass', observed: node.unschedulable ? 'Ready, takes no new pods' : 'Ready' }];
}

function noNodes(): Evidence {
  return {
    check: 'cluster.ready',
    result: 'fail',
    what: 'nodes',
    expected: 'at least one',
    observed: 'none',
    next: 'Check that this is the right cluster',
  };
}

function versionEvidence(version: string, range: string): Evidence {
  // Vendors append to the version (v1.30.2-gke.1): the release itself is what is compared.
  const release = semver.coerce(version);
  const inRange = release !== null && semver.satisfies(release, range);
  return {
    check: 'cluster.ready',
    result: inRange ? 'pass' : 'fail',
    what: 'Kubernetes version',
    expected: range,
    observed: version,
    ...(inRange ? {} : { next: 'Use a cluster of a supported version' }),
  };
}
