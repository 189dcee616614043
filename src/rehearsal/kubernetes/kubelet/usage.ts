import { listAt, objectAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { quantityOf } from '../objects/quantity.ts';

/** What a container uses at the moment, as metrics.k8s.io tells it. */
export interface Usage {
  /** Cores, such as 0.25. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

/** Share of what was requested that is used in a quiet hour. */
const quiet = { cpu: 0.3, memory: 0.6 } as const;
/** Of a container that requests nothing. */
const small: Usage = { cpu: 0.005, memory: 32 * 2 ** 20 };

/** What a container uses when nothing special happens: a share of its requests. */
export function usualUsage(pod: KubeObject, container: string): Usage {
  const spec = listAt(pod, 'spec', 'containers').find((one) => objectAt(one)['name'] === container);
  const requests = objectAt(spec, 'resources', 'requests');
  const cpu = quantityOf(requests['cpu']);
  const memory = quantityOf(requests['memory']);
  return {
    cpu: cpu === undefined ? small.cpu : cpu * quiet.cpu,
    memory: memory === undefined ? small.memory : memory * quiet.memory,
  };
}
