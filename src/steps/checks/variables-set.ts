import * as z from 'zod';
import type { Service } from '../../runbook/inventory.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeVariable, type Wanted } from './variables/judge.ts';
import { variableReader } from './variables/look-up.ts';
import { variablesOf } from './variables/resolve.ts';
import { withCluster } from './with-cluster.ts';

const name = 'variables.set';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of a variable' });

const schema = z.strictObject({
  services: servicesSchema,
  /** Plain variables, with the value that they must have, or those of which they must have one. */
  values: z.record(variable, z.union([z.string(), z.array(z.string()).min(1)])).default({}),
  /** A variable that must be the port of the service in platform.yaml. */
  port: variable.optional(),
  /** Variables that must come from a Secret; their values are never read. */
  secrets: z.array(variable).default([]),
  /** Of `secrets`, those that a service can do without. */
  optional: z.array(variable).default([]),
});

type Args = z.infer<typeof schema>;

/** Does every Deployment have the variables that its program needs? */
export const variablesSet = defineCheck({
  name,
  summary: 'Every Deployment has its variables: plain ones with their values, secret ones from a Secret.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { values: { NODE_ENV: 'production' }, port: 'PORT', secrets: ['DATABASE_URL'] },
  describe: (args) => {
    const plain = Object.entries(args.values).map(([key, value]) => `${key}=${[value].flat().join(' or ')}`);
    const port = args.port === undefined ? [] : [`${args.port} of platform.yaml`];
    return `Deployments have ${[...plain, ...port, ...args.secrets].join(', ') || 'no variable in particular'}`;
  },
  run: (args, context) =>
    withCluster(name, context, async (cluster) => {
      const { services, unknown } = askedServices(args.services, context);
      if (unknown.length > 0)
        return missing(name, 'services of platform.yaml', `it has no ${unknown.join(', ')}`);
      if (services.length === 0) return missing(name, 'services in platform.yaml', 'none');
      if (wantedBy(args, undefined).length === 0)
        return missing(name, 'values, port or secrets', 'none of them');
      return look(args, services, cluster, context);
    }),
});

async function look(
  args: Args,
  services: readonly Service[],
  cluster: Cluster,
  context: RunContext,
): Promise<CheckResult> {
  const read = variableReader(cluster);
  const rows: Evidence[] = [];
  for (const service of services) {
    const deployment = await cluster.get(
      { kind: 'Deployment', apiVersions: ['apps/v1'] },
      service.deployment,
    );
    if (deployment === undefined) {
      rows.push(noDeployment(service));
      continue;
    }
    const variables = variablesOf(deployment);
    for (const wanted of wantedBy(args, service)) {
      const found = await read(wanted.name, variables);
      rows.push(judgeVariable({ check: name, where: service.deployment, wanted, found }));
    }
  }
  const judged = badFirst(rows);
  if (judged === undefined) return missing(name, 'variables to look for', 'none');
  const { verdict, bad, evidence } = judged;
  const [{ what, where, observed }] = evidence;
  const looked = `Variables looked at in ${context.environment.namespace}: ${rows.length}`;
  const failing = rows.filter(({ result }) => result === 'fail').map((row) => row.where);
  return {
    verdict,
    summary:
      bad === 0
        ? `${looked}, all as they should be`
        : `${looked}, not as they should be: ${bad}; ${what} of ${where ?? ''}: ${observed}`,
    evidence,
    failing: services.filter(({ deployment }) => failing.includes(deployment)).map((service) => service.name),
  };
}

function wantedBy(args: Args, service: Service | undefined): readonly Wanted[] {
  return [
    ...Object.entries(args.values).map(
      ([key, value]) => ({ name: key, kind: 'plain', values: [value].flat() }) as const,
    ),
    ...(args.port === undefined
      ? []
      : [{ name: args.port, kind: 'plain', values: [String(service?.port ?? '')] } as const]),
    ...args.secrets.map(
      (key) => ({ name: key, kind: 'secret', optional: args.optional.includes(key) }) as const,
    ),
  ];
}

function noDeployment({ deployment }: Service): Evidence {
  const next = 'Deploy it, or take the service out of platform.yaml';
  return {
    check: name,
    result: 'fail',
    what: 'Deployment',
    where: deployment,
    expected: 'it is there',
    observed: 'there is none',
    next,
  };
}
