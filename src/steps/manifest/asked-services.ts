import * as z from 'zod';
import type { Service } from '../../runbook/inventory.ts';
import { servicesOf } from '../../runbook/services.ts';
import type { PreviewContext } from '../context.ts';

/**
 * The key `services`: `all` of the inventory, or names in a list or with commas between them. Empty text, which is
 * what an optional list parameter that was left out becomes in a template, means all.
 */
export const servicesSchema = z.union([z.string(), z.array(z.string().min(1)).min(1)]).default('all');

export interface AskedServices {
  /** In the inventory's order, each once. */
  readonly services: readonly Service[];
  /** Names that the inventory doesn't know. */
  readonly unknown: readonly string[];
}

/** What the key `services` stands for. A service can be named by its own name or by that of its Deployment. */
export function askedServices(asked: z.infer<typeof servicesSchema>, context: PreviewContext): AskedServices {
  const known = servicesOf(context.inventory, context.environment);
  if (asksForAll(asked)) return { services: known, unknown: [] };
  const names = namesIn(asked);
  return {
    services: known.filter((service) => names.some((name) => isNamed(service, name))),
    unknown: names.filter((name) => !known.some((service) => isNamed(service, name))),
  };
}

/** True when no service is named: all are meant. */
export function asksForAll(asked: z.infer<typeof servicesSchema>): boolean {
  const names = namesIn(asked);
  return names.length === 0 || (names.length === 1 && names[0] === 'all');
}

function namesIn(asked: z.infer<typeof servicesSchema>): readonly string[] {
  return [asked]
    .flat()
    .flatMap((text) => text.split(',').map((name) => name.trim()))
    .filter(Boolean);
}

function isNamed(service: Service, name: string): boolean {
  return service.name === name || service.deployment === name;
}
