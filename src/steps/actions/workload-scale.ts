import * as z from 'zod';
import { defineCheck } from '../checks/define-check.ts';
import { readAutoscaler } from '../checks/hpa/autoscalers.ts';
import { namesOf, type Target } from '../checks/targets.ts';
import { field, number } from '../manifest/json.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import { countSchema } from './remedy/count.ts';
import { autoscalerKind, changeEach, deploymentKind, type Plan, seenVersion } from './remedy/change.ts';
import { namedServices, namedTargets } from './remedy/named-targets.ts';
import { withCluster } from '../checks/with-cluster.ts';

const name = 'workload.scale';

const schema = z.strictObject({
  /** Services that get more pods. */
  services: namedServices,
  /** How many more of each. A minus takes some away again. */
  by: countSchema(-20, 20).default(1),
});

/** Gives services more pods. Where an autoscaler owns the count, its bounds are raised instead. */
export const workloadScale = defineCheck({
  name,
  summary:
    'Gives services more pods; where an autoscaler decides, its minimum is raised, and its maximum if need be.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { services: ['analytics'], by: 2 },
  describe: ({ services, by }, context) =>
    `${namesOf(namedTargets(services, context))}: ${signed(by)} pods each`,
  changes: ({ services, by }, context) =>
    namedTargets(services, context).map(
      ({ deployment }) => `${signed(by)} pods of Deployment ${deployment}, or of its autoscaler’s minimum`,
    ),
  run: ({ services, by }, context) =>
    withCluster(name, context, async (cluster) => {
      const autoscalers = (await cluster.list(autoscalerKind)) ?? [];
      return changeEach(name, namedTargets(services, context), cluster, (target) =>
        plan(cluster, autoscalers, target, Number(by)),
      );
    }),
});

async function plan(
  cluster: Cluster,
  autoscalers: readonly Manifest[],
  { deployment }: Target,
  by: number,
): Promise<Plan> {
  const live = await cluster.get(deploymentKind, deployment);
  const where = `Deployment ${deployment}`;
  if (live === undefined)
    return { kind: 'refused', where, why: 'there is none', next: 'Check its name in platform.yaml' };
  if (by === 0)
    return { kind: 'refused', where, why: 'no more and no fewer pods are asked for', next: 'Say how many' };
  const owner = autoscalers
    .map(readAutoscaler)
    .find(({ target }) => target.kind === 'Deployment' && target.name === deployment);
  const replicas = number(field(live, 'spec', 'replicas')) ?? 1;
  if (owner !== undefined) {
    const seen = await cluster.get(autoscalerKind, owner.name);
    if (seen !== undefined) return autoscalerPlan(seen, replicas, by);
  }
  const wanted = replicas + by;
  if (wanted < 1) return tooFew(where, replicas, by);
  return {
    kind: 'change',
    where,
    before: podsText(replicas),
    after: podsText(wanted),
    resource: deploymentKind,
    name: deployment,
    patch: { metadata: seenVersion(live), spec: { replicas: wanted } },
    undo: `kubectl scale deployment/${deployment} --replicas=${String(replicas)}`,
  };
}

/** More pods than now: the minimum is what makes the autoscaler keep them. */
function autoscalerPlan(object: Manifest, replicas: number, by: number): Plan {
  const { name: autoscaler, min, max } = readAutoscaler(object);
  const where = `HorizontalPodAutoscaler ${autoscaler}`;
  const wanted = by > 0 ? Math.max(min, replicas) + by : min + by;
  if (wanted < 1) return tooFew(where, min, by);
  const highest = Math.max(max, wanted);
  return {
    kind: 'change',
    where,
    before: `between ${String(min)} and ${String(max)} pods`,
    after: `between ${String(wanted)} and ${String(highest)} pods`,
    resource: autoscalerKind,
    name: autoscaler,
    patch: { metadata: seenVersion(object), spec: { minReplicas: wanted, maxReplicas: highest } },
    undo: `kubectl patch hpa ${autoscaler} --type merge -p '{"spec":{"minReplicas":${String(min)},"maxReplicas":${String(max)}}}'`,
  };
}

function signed(by: number | string): string {
  return Number(by) > 0 ? `+${String(by)}` : String(by);
}

function tooFew(where: string, from: number, by: number): Plan {
  const why = `${podsText(from)} and ${String(by)} would leave none`;
  return { kind: 'refused', where, why, next: 'Take fewer away' };
}

function podsText(count: number): string {
  return count === 1 ? '1 pod' : `${String(count)} pods`;
}
