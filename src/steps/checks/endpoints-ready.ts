import * as z from 'zod';
import type { Evidence } from '../outcome.ts';
import type { ServiceEndpoints } from '../ports/cluster.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const schema = z.strictObject({
  /** Services whose endpoints are looked at. */
  services: servicesSchema,
  /** How many ready endpoints each must have. */
  min: z.int().min(1).default(1),
});

/** Does traffic to every Service reach a pod? */
export const endpointsReady = defineCheck({
  name: 'endpoints.ready',
  summary: 'Every Service has ready endpoints.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { services: ['api-gateway'], min: 2 },
  describe: (args, context) =>
    `${namesOf(targetsOf(args.services, context))}: at least ${String(args.min)} ready endpoint${args.min === 1 ? '' : 's'} each`,
  run: (args, context) =>
    withCluster('endpoints.ready', context, async (cluster) => {
      const targets = targetsOf(args.services, context);
      if (targets.length === 0) return missing('endpoints.ready', 'services in platform.yaml', 'none');
      return judge(await cluster.endpoints(), targets, args.min);
    }),
});

function judge(found: readonly ServiceEndpoints[], targets: readonly Target[], min: number): CheckResult {
  const all = targets.map((target) =>
    evidence(
      target,
      found.find((one) => one.service === target.deployment),
      min,
    ),
  );
  const bad = all.filter((one) => one.result !== 'pass');
  const [first, ...rest] = [...bad, ...all.filter((one) => one.result === 'pass')];
  if (first === undefined) return missing('endpoints.ready', 'services to look at', 'none');
  const count = `${String(all.length - bad.length)} of ${String(all.length)} Services have ready endpoints`;
  if (bad.length === 0) return { verdict: 'pass', summary: count, evidence: [first, ...rest] };
  const failing = bad.map((one) => one.what);
  const summary = `${count}; not: ${failing.join(', ')}`;
  return { verdict: 'fail', summary, evidence: [first, ...rest], failing };
}

function evidence(target: Target, found: ServiceEndpoints | undefined, min: number): Evidence {
  const base = {
    check: 'endpoints.ready',
    what: target.service,
    where: `Service ${target.deployment}`,
    expected: `at least ${String(min)} ready`,
  };
  if (found === undefined) {
    const next = 'Check its name, and that its selector is set';
    return { ...base, result: 'fail', observed: 'there is no such Service with a selector', next };
  }
  const observed = `${String(found.ready)} ready, ${String(found.notReady)} not ready`;
  if (found.ready >= min) return { ...base, result: 'pass', observed };
  const next =
    found.notReady > 0
      ? 'Look at the readiness of its pods'
      : 'Compare its selector with the labels of the pods';
  return { ...base, result: 'fail', observed, next };
}
