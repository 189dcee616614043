import { z } from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import type { PreviewContext } from '../context.ts';

/** A service whose Deployment a check looks at. */
export interface Target {
  /** As the operator knows it. */
  readonly service: string;
  readonly deployment: string;
}

/**
 * The key `deployments` of a check: `all` of the inventory, or services or Deployments by name, as a list or as
 * text with commas. Text is what a list parameter becomes in a template; an optional one that was left out is
 * empty text, and means all.
 */
export const deploymentsSchema = z.union([z.string(), z.array(z.string().min(1)).min(1)]).default('all');

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
  const names = namesIn(wanted);
  if (names === 'all') return known;
  return [...new Set(names)].map(
    (name) =>
      known.find((target) => target.service === name || target.deployment === name) ?? {
        service: name,
        deployment: name,
      },
  );
}

function namesIn(wanted: string | readonly string[]): 'all' | readonly string[] {
  if (typeof wanted !== 'string') return wanted;
  const names = wanted.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  return names.length === 0 || (names.length === 1 && names[0] === 'all') ? 'all' : names;
}

/** `16 services`, or their names when they are few. */
export function namesOf(targets: readonly Target[]): string {
  if (targets.length > 3) return `${String(targets.length)} services`;
  return targets.map((target) => target.service).join(', ');
}
