import type { Service } from '../../runbook/inventory.ts';
import type { Manifest } from '../ports/cluster.ts';
import { targetOf } from './autoscaled.ts';
import { field } from './json.ts';
import { nameOf } from './strip.ts';

/**
 * The service that an object belongs to: the one of its label app.kubernetes.io/name, whose Deployment has its name,
 * or which it scales. Undefined: it is of no service alone, as a ConfigMap that all share.
 */
export function serviceOfObject(object: Manifest, services: readonly Service[]): Service | undefined {
  const label = field(object, 'metadata', 'labels', 'app.kubernetes.io/name');
  const scales = object['kind'] === 'HorizontalPodAutoscaler' ? targetOf(object) : undefined;
  return services.find(
    ({ name, deployment }) =>
      name === label || deployment === nameOf(object) || scales === `Deployment/${deployment}`,
  );
}
