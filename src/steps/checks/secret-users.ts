import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import type { RunContext } from '../context.ts';
import { askedServices, asksForAll, servicesSchema } from '../manifest/asked-services.ts';
import { podTemplateOf } from '../manifest/pod-template.ts';
import { referencesOf } from '../manifest/references/collect.ts';
import { nameOf } from '../manifest/strip.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const name = 'secret.users';

const schema = z.strictObject({
  /** Name of a Secret of the namespace. */
  secret: z.string().min(1),
  /** Those that use it, where somebody knows better; empty: those that refer to it. */
  services: servicesSchema,
});

type Args = z.infer<typeof schema>;

/** Which services have to be restarted for a new value of a Secret? */
export const secretUsers = defineCheck({
  name,
  summary: 'Names the services whose pods refer to a Secret, for a restart after it has changed.',
  mode: 'look',
  needs: ['cluster'],
  sets: ['secret-users'],
  schema,
  example: { secret: 'teei-secrets', services: '' },
  describe: ({ secret, services }, context) =>
    asksForAll(services)
      ? `which services refer to the Secret ${secret}`
      : `${askedServices(services, context)
          .services.map((service) => service.name)
          .join(', ')} use the Secret ${secret}, as was said`,
  run: (args, context) =>
    withCluster(name, context, async (cluster) => {
      const { services, unknown } = askedServices(args.services, context);
      if (unknown.length > 0)
        return missing(name, 'services of platform.yaml', `it has no ${unknown.join(', ')}`);
      if (!asksForAll(args.services))
        return found(
          args,
          services.map((service) => service.name),
          'as was said',
        );
      return look(args, cluster, context);
    }),
});

async function look(args: Args, cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const deployments = (await cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] })) ?? [];
  const using = new Set(
    deployments
      .filter((deployment) => refersTo(deployment, args.secret))
      .map((deployment) => nameOf(deployment)),
  );
  const services = servicesOf(context.inventory, context.environment);
  const names = services.filter(({ deployment }) => using.has(deployment)).map((service) => service.name);
  return names.length === 0 ? nobody(args) : found(args, names, 'by their variables and volumes');
}

function refersTo(deployment: Parameters<typeof podTemplateOf>[0], secret: string): boolean {
  const template = podTemplateOf(deployment);
  if (template === undefined) return false;
  return referencesOf(template).some((reference) => reference.kind === 'Secret' && reference.name === secret);
}

function found({ secret }: Args, names: readonly string[], how: string): CheckResult {
  const observed = `${names.join(', ')} (${how})`;
  return {
    verdict: 'pass',
    summary: `${secret} is used by ${names.join(', ')}`,
    values: { 'secret-users': names.join(',') },
    evidence: [
      { check: name, result: 'pass', what: `users of ${secret}`, expected: 'at least one', observed },
    ],
  };
}

/** Programs can get it in another way, such as by Vault's agent: so nobody is not taken for an answer. */
function nobody({ secret }: Args): CheckResult {
  const next = 'Start again and name the services that use it (parameter services)';
  return {
    verdict: 'inconclusive',
    summary: `No service of platform.yaml refers to the Secret ${secret}`,
    evidence: [
      {
        check: name,
        result: 'inconclusive',
        what: `users of ${secret}`,
        expected: 'at least one',
        observed: 'none',
        next,
      },
    ],
  };
}
