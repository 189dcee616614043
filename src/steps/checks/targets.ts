import type { z } from 'zod';
import type { PreviewContext } from '../context.ts';
import { askedServices, type servicesSchema } from '../manifest/asked-services.ts';

/** A service whose Deployment a check looks at. */
export interface Target {
  /** As the operator knows it. */
  readonly service: string;
  readonly deployment: string;
}

/**
 * The services that are asked for, in the inventory's order. A name that the inventory doesn't know is taken as
 * that of a Deployment, so that a runbook can wait for one that is not a service.
 */
export function targetsOf(asked: z.infer<typeof servicesSchema>, context: PreviewContext): readonly Target[] {
  const { services, unknown } = askedServices(asked, context);
  return [
    ...services.map((service) => ({ service: service.name, deployment: service.deployment })),
    ...[...new Set(unknown)].map((name) => ({ service: name, deployment: name })),
  ];
}

/** `16 services`, or their names when they are few. */
export function namesOf(targets: readonly Target[]): string {
  if (targets.length > 3) return `${String(targets.length)} services`;
  return targets.map((target) => target.service).join(', ');
}
