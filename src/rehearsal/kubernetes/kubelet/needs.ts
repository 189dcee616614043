import { at, flagAt, type Json, listAt, objectAt, textAt } from '../objects/json.ts';
import { type KubeObject, namespaceOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';

type Reader = Pick<World, 'store'>;

/** What of a container's environment is not there, in the kubelet's words; undefined: everything is. */
export function missingConfig(world: Reader, pod: KubeObject, container: Json): string | undefined {
  const namespace = namespaceOf(pod) ?? '';
  const sources = [
    ...listAt(container, 'envFrom').flatMap((from) => [
      missingObject(world, namespace, 'configmap', at(from, 'configMapRef')),
      missingObject(world, namespace, 'secret', at(from, 'secretRef')),
    ]),
    ...listAt(container, 'env').flatMap((one) => [
      missingKey(world, namespace, 'configmap', at(one, 'valueFrom', 'configMapKeyRef')),
      missingKey(world, namespace, 'secret', at(one, 'valueFrom', 'secretKeyRef')),
    ]),
  ];
  return sources.find((missing) => missing !== undefined);
}

/** Why a volume of a pod can't be mounted, as the event FailedMount says it; undefined: all can. */
export function missingVolume(world: Reader, pod: KubeObject): string | undefined {
  const namespace = namespaceOf(pod) ?? '';
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const missing =
      missingObject(world, namespace, 'configmap', at(volume, 'configMap')) ??
      missingObject(world, namespace, 'secret', at(volume, 'secret'));
    const name = textAt(volume, 'name') ?? '';
    if (missing !== undefined)
      return `MountVolume.SetUp failed for volume ${JSON.stringify(name)} : ${missing}`;
  }
  return undefined;
}

type Kind = 'configmap' | 'secret';

function missingObject(
  { store }: Reader,
  namespace: string,
  kind: Kind,
  reference: Json | undefined,
): string | undefined {
  const name = textAt(reference, 'name') ?? textAt(reference, 'secretName');
  if (name === undefined || flagAt(reference, 'optional') === true) return undefined;
  return store.get(`${kind}s`, namespace, name) === undefined
    ? `${kind} ${JSON.stringify(name)} not found`
    : undefined;
}

function missingKey(
  world: Reader,
  namespace: string,
  kind: Kind,
  reference: Json | undefined,
): string | undefined {
  const missing = missingObject(world, namespace, kind, reference);
  const name = textAt(reference, 'name');
  const key = textAt(reference, 'key');
  if (missing !== undefined || name === undefined || key === undefined) return missing;
  const object = world.store.get(`${kind}s`, namespace, name);
  if (object === undefined || flagAt(reference, 'optional') === true) return undefined;
  const has = [objectAt(object, 'data'), objectAt(object, 'binaryData')].some((data) =>
    Object.hasOwn(data, key),
  );
  if (has) return undefined;
  return `couldn't find key ${key} in ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`;
}
