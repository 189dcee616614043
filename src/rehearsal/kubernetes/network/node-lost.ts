import { type ApiResult, done, refused } from '../objects/failure.ts';
import { listAt, textAt } from '../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';

/** True where the pod's node does not answer any more: it is there, and not ready. */
export function isNodeLost(world: Pick<World, 'store'>, pod: KubeObject): boolean {
  const node = nodeOf(world, pod);
  const ready = listAt(node, 'status', 'conditions').find((one) => textAt(one, 'type') === 'Ready');
  return ready !== undefined && textAt(ready, 'status') !== 'True';
}

/** What the API server says where it has to ask a pod's kubelet, and that does not answer. `asked`: such as `exec`. */
export function kubeletOf(
  world: Pick<World, 'store'>,
  pod: KubeObject,
  asked: string,
): ApiResult<KubeObject> {
  if (!isNodeLost(world, pod)) return done(pod);
  const addresses = listAt(nodeOf(world, pod), 'status', 'addresses');
  const internal = addresses.find((one) => textAt(one, 'type') === 'InternalIP');
  const host = `${textAt(internal, 'address') ?? ''}:10250`;
  const what = `${asked}/${namespaceOf(pod) ?? ''}/${nameOf(pod)}`;
  return refused(
    'InternalError',
    `Get "https://${host}/${what}": dial tcp ${host}: connect: no route to host`,
  );
}

function nodeOf({ store }: Pick<World, 'store'>, pod: KubeObject): KubeObject | undefined {
  return store.get('nodes', undefined, textAt(pod, 'spec', 'nodeName') ?? '');
}
