import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { defineCheck } from '../checks/define-check.ts';
import { namesOf, type Target } from '../checks/targets.ts';
import { field, text } from '../manifest/json.ts';
import type { Cluster } from '../ports/cluster.ts';
import { changeEach, deploymentKind, type Plan, seenVersion } from './remedy/change.ts';
import { namedServices, namedTargets } from './remedy/named-targets.ts';

const name = 'workload.restart';
const annotation = 'kubectl.kubernetes.io/restartedAt';

const schema = z.strictObject({
  /** Services whose pods are replaced. */
  services: namedServices,
});

/** Replaces the pods of services, as `kubectl rollout restart` does. */
export const workloadRestart = defineCheck({
  name,
  summary: 'Restarts services: a rolling update that replaces their pods by new ones of the same version.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { services: ['analytics'] },
  describe: ({ services }, context) => `restart ${namesOf(namedTargets(services, context))}`,
  changes: ({ services }, context) =>
    namedTargets(services, context).map(
      ({ deployment }) => `replaces the pods of Deployment ${deployment} one after the other`,
    ),
  run: async ({ services }, context) => {
    const { cluster } = context.ports;
    if (cluster === undefined) return missing(name, 'a pinned cluster', 'none');
    const time = new Date(context.ports.clock.now()).toISOString();
    return changeEach(name, namedTargets(services, context), cluster, (target) =>
      plan(cluster, target, time),
    );
  },
});

async function plan(cluster: Cluster, { deployment }: Target, time: string): Promise<Plan> {
  const where = `Deployment ${deployment}`;
  const live = await cluster.get(deploymentKind, deployment);
  if (live === undefined)
    return { kind: 'refused', where, why: 'there is none', next: 'Check its name in platform.yaml' };
  if (field(live, 'spec', 'paused') === true) {
    const next = `Resume it: kubectl rollout resume deployment/${deployment}`;
    return { kind: 'refused', where, why: 'its rollout is paused, so nothing would be replaced', next };
  }
  const before = text(field(live, 'spec', 'template', 'metadata', 'annotations', annotation));
  return {
    kind: 'change',
    where,
    before: before === undefined ? 'never restarted' : `restarted at ${before}`,
    after: `restarted at ${time}`,
    resource: deploymentKind,
    name: deployment,
    patch: {
      metadata: seenVersion(live),
      spec: { template: { metadata: { annotations: { [annotation]: time } } } },
    },
    undo: 'nothing is to be undone: version and settings are the same',
  };
}
