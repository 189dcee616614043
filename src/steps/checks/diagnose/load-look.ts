import { field, items, text } from '../../manifest/json.ts';
import { amountOf } from '../../manifest/quantity.ts';
import { type Cluster, ClusterError, type Manifest } from '../../ports/cluster.ts';
import { readAutoscaler } from '../hpa/autoscalers.ts';
import { judgeAutoscalers } from '../hpa/judge.ts';
import { clusterError } from '../watch-until.ts';
import type { Clue, Look, Unseen } from './clue.ts';
import type { Survey } from './survey.ts';

const autoscalers = {
  kind: 'HorizontalPodAutoscaler',
  apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
} as const;
const metrics = { kind: 'PodMetrics', apiVersions: ['metrics.k8s.io/v1beta1'] } as const;
const podKind = { kind: 'Pod', apiVersions: ['v1'] } as const;

/** From this share of its limit on a container is throttled again and again; percent. */
const cpuAtLimit = 90;

/** Autoscalers at their end, containers at their CPU limit, and nodes in trouble. */
export async function lookAtLoad(seen: Survey, cluster: Cluster): Promise<Look> {
  const [scaling, cpu, nodes] = await Promise.all([
    autoscalerClues(seen, cluster),
    cpuClues(seen, cluster),
    nodeClues(cluster),
  ]);
  const parts = [scaling, cpu, nodes];
  return {
    what: 'autoscalers, CPU against its limits, nodes',
    clues: parts.flatMap(({ clues }) => clues),
    unseen: parts.flatMap(({ unseen }) => unseen),
  };
}

/** Nodes alone: not ready, or under pressure. */
export async function lookAtNodes(cluster: Cluster): Promise<Look> {
  return { what: 'nodes', ...(await nodeClues(cluster)) };
}

type Part = Pick<Look, 'clues' | 'unseen'>;

async function autoscalerClues({ members }: Survey, cluster: Cluster): Promise<Part> {
  const found = await cluster.list(autoscalers).catch(clusterError);
  if (found instanceof ClusterError) return unseenPart('the autoscalers', found);
  const targets = members.map(({ name, workload }) => ({ service: name, deployment: workload.object.name }));
  const { evidence } = judgeAutoscalers((found ?? []).map(readAutoscaler), targets, { allowMax: false });
  const clues = evidence
    .filter(({ result }) => result === 'fail')
    .map(
      ({ what, where, expected, observed, since, next }): Clue => ({
        cause: 'autoscaler',
        services: [what],
        expected,
        observed,
        ...(where === undefined ? {} : { where }),
        ...(since === undefined ? {} : { since }),
        next: next ?? 'Look at the autoscaler',
      }),
    );
  return { clues, unseen: [] };
}

async function cpuClues({ members }: Survey, cluster: Cluster): Promise<Part> {
  const [used, pods] = await Promise.all([
    cluster.list(metrics).catch(clusterError),
    cluster.list(podKind).catch(clusterError),
  ]);
  if (pods instanceof ClusterError) return unseenPart('the CPU limits', pods);
  // Without a metrics server nobody can tell; that is the usual state of many clusters.
  if (used instanceof ClusterError || used === undefined) {
    return { clues: [], unseen: [] };
  }
  const clues = used.flatMap((metric) => {
    const name = text(field(metric, 'metadata', 'name')) ?? '';
    const pod = (pods ?? []).find((one) => field(one, 'metadata', 'name') === name);
    const member = members.find((one) => one.pods.some((each) => each.name === name));
    const percent = pod === undefined ? undefined : shareOfLimit(metric, pod);
    if (member === undefined || percent === undefined || percent < cpuAtLimit) return [];
    const clue: Clue = {
      cause: 'cpu-limit',
      services: [member.name],
      where: `pod ${name}`,
      expected: `less than ${String(cpuAtLimit)} % of its CPU limit`,
      observed: `uses ${String(Math.round(percent))} % of its CPU limit`,
      next: 'Add replicas, or raise the CPU limit',
    };
    return [clue];
  });
  return { clues, unseen: [] };
}

/** The busiest container's use of its CPU limit in percent. Undefined: none has a limit. */
function shareOfLimit(metric: Manifest, pod: Manifest): number | undefined {
  const shares = items(field(pod, 'spec', 'containers')).flatMap((spec) => {
    const limit = amountOf(field(spec, 'resources', 'limits', 'cpu'));
    const usage = items(field(metric, 'containers')).find(
      (one) => field(one, 'name') === field(spec, 'name'),
    );
    const used = amountOf(field(usage, 'usage', 'cpu'));
    if (limit === undefined || used === undefined || limit.nanos === 0n) return [];
    return [Number((used.nanos * 1000n) / limit.nanos) / 10];
  });
  return shares.length === 0 ? undefined : Math.max(...shares);
}

async function nodeClues(cluster: Cluster): Promise<Part> {
  const readiness = await cluster.readiness().catch(clusterError);
  if (readiness instanceof ClusterError) {
    // Many accounts may not read nodes; what a lost one does to pods is seen in the pods.
    return readiness.reason === 'forbidden' ? { clues: [], unseen: [] } : unseenPart('the nodes', readiness);
  }
  const clues = readiness.nodes
    .filter(({ ready, troubles }) => !ready || troubles.length > 0)
    .map(
      ({ name, ready, troubles, since }): Clue => ({
        cause: ready ? 'node-pressure' : 'node-lost',
        services: [],
        where: `node ${name}`,
        expected: 'ready, under no pressure',
        observed: [
          ready ? `node ${name} is under pressure` : `node ${name} is not ready`,
          ...troubles.map(({ type, message }) => `${type}: ${message}`),
        ].join('; '),
        ...(since === undefined ? {} : { since }),
        next: `Look at node ${name}: kubectl describe node ${name}`,
      }),
    );
  return { clues, unseen: [] };
}

function unseenPart(what: string, error: ClusterError): Part {
  const unseen: Unseen = { what, why: error.message, next: 'Ask for the right, or wait for the API server' };
  return { clues: [], unseen: [unseen] };
}
