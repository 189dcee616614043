import { listAt, objectAt, textAt } from '../kubernetes/objects/json.ts';
import { nameOf } from '../kubernetes/objects/kube-object.ts';
import { quantityOf } from '../kubernetes/objects/quantity.ts';
import type { World } from '../kubernetes/world.ts';
import type { Labels, Reading } from './series.ts';

/**
 * What the kubelet's cAdvisor tells of the memory of every container that runs: how much it uses, and how much it may;
 * 0 stands for no limit.
 */
export function memoryReadings(world: World): readonly Reading[] {
  return world.store
    .list('pods')
    .filter((pod) => textAt(pod, 'status', 'phase') === 'Running')
    .flatMap((pod) =>
      listAt(pod, 'spec', 'containers').flatMap((container) => {
        const name = textAt(container, 'name') ?? '';
        const labels: Labels = {
          job: 'kubelet',
          namespace: textAt(pod, 'metadata', 'namespace') ?? '',
          pod: nameOf(pod),
          container: name,
        };
        const limit = quantityOf(objectAt(container, 'resources', 'limits')['memory']) ?? 0;
        return [
          reading('container_memory_working_set_bytes', labels, world.usageOf(pod, name).memory),
          reading('container_spec_memory_limit_bytes', labels, limit),
        ];
      }),
    );
}

function reading(name: string, labels: Labels, value: number): Reading {
  return { labels: { __name__: name, ...labels }, value };
}
