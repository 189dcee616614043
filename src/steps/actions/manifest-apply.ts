import { join } from 'node:path';
import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { applyObjects, type Applied } from '../manifest/apply-objects.ts';
import { openApproved } from '../manifest/approved.ts';
import type { ApprovedObject } from '../manifest/approved-object.ts';
import { askedServices, asksForAll, servicesSchema } from '../manifest/asked-services.ts';
import { serviceOfObject } from '../manifest/service-objects.ts';
import type { Cluster } from '../ports/cluster.ts';
import { concludeApply } from './apply/conclude.ts';
import { withCluster } from '../checks/with-cluster.ts';

const name = 'manifest.apply';

const schema = z.strictObject({
  /** The rendered manifest that was approved, from the session’s working folder. */
  manifest: z.string().min(1),
  /** The plan that manifest.diff has written. */
  plan: z.string().min(1),
  /** Services whose objects are applied, with those that all share. */
  services: servicesSchema,
  /** False: what all services share is left alone. */
  shared: z.boolean().default(true),
});

type Args = z.infer<typeof schema>;

/** Applies exactly what was approved, and nothing when anything has changed since. */
export const manifestApply = defineCheck({
  name,
  summary:
    'Applies an approved manifest on the server’s side, and refuses if it or the cluster has changed since.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { manifest: 'rendered.yaml', plan: 'plan.json' },
  describe: (args, context) => `apply the approved objects of ${whose(args, context)}`,
  changes: (args, context) => [
    `every approved object of ${whose(args, context)} in ${context.environment.namespace} that differs, taking fields over from other managers`,
  ],
  run: (args, context) => withCluster(name, context, (cluster) => apply(args, context, cluster)),
});

function whose({ services }: Args, context: PreviewContext): string {
  if (asksForAll(services)) return 'all services';
  const names = askedServices(services, context).services.map((service) => service.name);
  return names.length === 0 ? 'no service' : names.join(', ');
}

async function apply(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const { unknown } = askedServices(args.services, context);
  if (unknown.length > 0)
    return missing(name, 'services of the inventory', `not known: ${unknown.join(', ')}`);
  const { manifest, plan } = args;
  const opened = await openApproved({ check: name, manifest, plan }, context, cluster);
  if (opened.kind === 'refused') return opened.result;
  const objects = opened.objects.filter((object) => isAsked(object, args, context));
  if (objects.length === 0)
    return missing(name, `objects of ${whose(args, context)}`, 'none in the manifest');
  const done: Applied[] = [];
  const onEach = (one: Applied): void => {
    done.push(one);
    const summary = `${String(done.length)} of ${String(objects.length)} applied, last ${one.object.title}`;
    context.progress({ summary });
  };
  const applied = await applyObjects(cluster, objects, context.signal, onEach, context.ports.clock);
  const results = applied.map(({ object, result, details }) => ({ object: object.title, result, details }));
  await context.ports.files.write(
    join(context.stepDir, 'applied.json'),
    `${JSON.stringify(results, undefined, 2)}\n`,
  );
  return concludeApply(name, applied, objects, servicesOf(context.inventory, context.environment));
}

function isAsked({ manifest }: ApprovedObject, { services, shared }: Args, context: PreviewContext): boolean {
  const service = serviceOfObject(manifest, servicesOf(context.inventory, context.environment));
  if (service === undefined) return shared;
  return (
    asksForAll(services) ||
    askedServices(services, context).services.some(({ name: one }) => one === service.name)
  );
}
