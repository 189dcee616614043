import { listAt, objectAt, textAt, type Json } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { World } from '../world.ts';

/** A container that runs, as a command in it sees the world. */
export interface Inside {
  readonly world: World;
  readonly pod: KubeObject;
  readonly namespace: string;
  /** What the pod's spec says of the container. */
  readonly spec: Json;
}

/** What a ConfigMap or a Secret of the namespace holds, as text; undefined where there is none. */
export function contentOf(
  { world, namespace }: Pick<Inside, 'world' | 'namespace'>,
  resource: 'configmaps' | 'secrets',
  name: string,
): Readonly<Record<string, string>> | undefined {
  const object = world.store.get(resource, namespace, name);
  if (object === undefined) return undefined;
  const texts = Object.entries(objectAt(object, 'data')).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return Object.fromEntries(
    resource === 'configmaps'
      ? texts
      : texts.map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')] as const),
  );
}

/** The volume of a pod by its name. */
export function volumeOf(pod: KubeObject, name: string): Json | undefined {
  return listAt(pod, 'spec', 'volumes').find((volume) => textAt(volume, 'name') === name);
}
