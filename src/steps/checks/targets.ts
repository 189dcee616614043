import { z } from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import type { PreviewContext } from '../context.ts';

/** A service whose Deployment a check looks at. */
export interface Target {
  /** As the operator knows it. */
  readonly service: string;
  readonly deployment: string;
}

/** The key `deployments` of a check: `all` of the inventory, or a list of services or Deployments by name. */
export const deploymentsSchema = z
  .union([z.literal('all'), z.array(z.string().min(1)).min(1)])
  .default('all');

/**
 * What the key `deployments` stands for, in the inventory's order. A name that the inventory doesn't know is
 * taken as that of a Deployment, so a runbook can wait for one that is not a service.
 */
export function targetsOf(
  wanted: z.infer<typeof deploymentsSchema>,
  context: PreviewContext,
): readonly Target[] {
  const known = servicesOf(context.inventory, context.environment).map((service) => ({
    service: service.name,
    deployment: service.deployment,
  }));
  if (wanted === 'all') return known;
  return [...new Set(wanted)].map(
    (name) =>
      known.find((target) => target.service === name || target.deployment === name) ?? {
        service: name,
        deployment: name,
      },
  );
}

/** `16 services`, or their names when they are few. */
export function namesOf(targets: readonly Target[]): string {
  if (targets.length > 3) return `${String(targets.length)} services`;
  return targets.map((target) => target.service).join(', ');
}
