import type { Environment, Inventory, Service } from './inventory.ts';

/** The inventory's services with the names that they have in one environment. */
export function servicesOf(inventory: Inventory, environment: Environment): readonly Service[] {
  const prefix = environment.prefix ?? inventory.prefix ?? '';
  return inventory.services.map((service) =>
    service.deploymentTemplate === undefined
      ? service
      : { ...service, deployment: withPrefix(service.deploymentTemplate, prefix) },
  );
}

/** The name of a deployment from its template. */
export function withPrefix(template: string, prefix: string): string {
  return template.replaceAll('{prefix}', () => prefix);
}

/** What the inventory does not know counts as production: nothing is assumed of it. */
export function unknownEnvironment(name: string): Environment {
  return {
    name,
    production: true,
    namespace: 'default',
    windows: [],
    freezes: [],
    endpoints: {},
    values: {},
  };
}
