import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { defineCheck } from '../checks/define-check.ts';
import { namesOf, type Target } from '../checks/targets.ts';
import { field, isRecord, items, record, text } from '../manifest/json.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import { countSchema, hasTemplate } from './remedy/count.ts';
import { changeEach, deploymentKind, type Plan, seenVersion } from './remedy/change.ts';
import { namedServices, namedTargets } from './remedy/named-targets.ts';

const name = 'pool.raise';

const schema = z.strictObject({
  /** Services that may open more connections. */
  services: namedServices,
  /** The environment variable that holds the size of the pool. */
  variable: z.string().refine((given) => hasTemplate(given) || /^[A-Za-z_][A-Za-z0-9_]*$/.test(given), {
    error: 'must be the name of an environment variable',
  }),
  /** Connections of each pod. */
  to: countSchema(1, 1000),
});

/** Raises the pool of database connections of services. */
export const poolRaise = defineCheck({
  name,
  summary: 'Sets the size of the pool of database connections of services, which restarts them.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { services: ['analytics'], variable: 'DATABASE_POOL_MAX', to: 20 },
  describe: ({ services, variable, to }, context) =>
    `${namesOf(namedTargets(services, context))}: ${variable}=${String(to)} in each pod`,
  changes: ({ services, variable, to }, context) =>
    namedTargets(services, context).map(
      ({ deployment }) => `${variable}=${String(to)} in Deployment ${deployment}, whose pods are replaced`,
    ),
  run: async ({ services, variable, to }, context) => {
    const { cluster } = context.ports;
    if (cluster === undefined) return missing(name, 'a pinned cluster', 'none');
    return changeEach(name, namedTargets(services, context), cluster, (target) =>
      plan(cluster, target, variable, String(to)),
    );
  },
});

async function plan(
  cluster: Cluster,
  { deployment }: Target,
  variable: string,
  value: string,
): Promise<Plan> {
  const where = `Deployment ${deployment}`;
  const live = await cluster.get(deploymentKind, deployment);
  if (live === undefined)
    return { kind: 'refused', where, why: 'there is none', next: 'Check its name in platform.yaml' };
  const containers = items(field(live, 'spec', 'template', 'spec', 'containers'));
  const [first, ...others] = containers;
  if (!isRecord(first))
    return { kind: 'refused', where, why: 'it has no container', next: 'Look at its manifest' };
  const before = variableOf(first, variable);
  if (before?.kind === 'referred') {
    const why = `${variable} comes from ${before.from}, which others may use too`;
    return { kind: 'refused', where, why, next: `Change it in ${before.from}, then restart the service` };
  }
  return {
    kind: 'change',
    where,
    before: before === undefined ? `${variable} not set here` : `${variable}=${before.value}`,
    after: `${variable}=${value}`,
    resource: deploymentKind,
    name: deployment,
    // A merge patch replaces lists whole.
    patch: {
      metadata: seenVersion(live),
      spec: { template: { spec: { containers: [withVariable(first, variable, value), ...others] } } },
    },
    undo: `kubectl set env deployment/${deployment} ${before === undefined ? `${variable}-` : `${variable}=${before.value}`}`,
  };
}

type Before =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'referred'; readonly from: string };

function variableOf(container: Manifest, variable: string): Before | undefined {
  const found = items(container['env']).find((one) => field(one, 'name') === variable);
  if (found === undefined) return undefined;
  const map = text(field(found, 'valueFrom', 'configMapKeyRef', 'name'));
  const secret = text(field(found, 'valueFrom', 'secretKeyRef', 'name'));
  if (map !== undefined) return { kind: 'referred', from: `ConfigMap ${map}` };
  if (secret !== undefined) return { kind: 'referred', from: `Secret ${secret}` };
  return { kind: 'value', value: text(field(found, 'value')) ?? '' };
}

function withVariable(container: Manifest, variable: string, value: string): Manifest {
  const others = items(container['env']).filter((one) => field(one, 'name') !== variable);
  return { ...record(container), env: [...others, { name: variable, value }] };
}
