import { at, isObject, type Json, listAt, numberAt, textAt, withAt } from '../../kubernetes/objects/json.ts';
import { type KubeObject, nameOf } from '../../kubernetes/objects/kube-object.ts';
import { storedTypeOf } from '../../kubernetes/resources/served.ts';
import { updateObject } from '../../kubernetes/store/write.ts';
import type { World } from '../../kubernetes/world.ts';

/** Images of the first container of every Deployment of the namespace, by the Deployment's name. */
export type Images = ReadonlyMap<string, string>;

function deploymentsOf(world: World, namespace: string): readonly KubeObject[] {
  return world.store.list('deployments.apps', namespace);
}

export function imagesNow(world: World, namespace: string): Images {
  return new Map(
    deploymentsOf(world, namespace).flatMap((deployment) => {
      const image = textAt(containers(deployment)[0], 'image');
      return image === undefined ? [] : [[nameOf(deployment), image] as const];
    }),
  );
}

/** The same images at another tag. */
export function atTag(images: Images, tag: string): Images {
  return new Map([...images].map(([name, image]) => [name, `${image.replace(/:[^:/]*$/, '')}:${tag}`]));
}

/** Sets the images, as the workflow's `kubectl apply` would. */
export function applyImages(world: World, namespace: string, images: Images): void {
  const type = storedTypeOf('Deployment', 'apps');
  if (type === undefined) return;
  for (const deployment of deploymentsOf(world, namespace)) {
    const image = images.get(nameOf(deployment));
    if (image === undefined) continue;
    const [first, ...rest] = containers(deployment);
    const changed: Json = [{ ...(isObject(first) ? first : {}), image }, ...rest];
    const path = ['spec', 'template', 'spec', 'containers'] as const;
    updateObject(world, type, { ...deployment, ...withAt(deployment, [...path], changed) }, 'object');
  }
}

/** Deployments that are not rolled out: their pods are not all of the present template and available. */
export function unfinished(world: World, namespace: string): readonly string[] {
  return deploymentsOf(world, namespace)
    .filter((deployment) => !isRolledOut(deployment))
    .map(nameOf);
}

function isRolledOut(deployment: KubeObject): boolean {
  const replicas = numberAt(deployment, 'spec', 'replicas') ?? 1;
  const status = (name: string): number => numberAt(deployment, 'status', name) ?? 0;
  return (
    status('observedGeneration') >= Number(at(deployment.metadata, 'generation') ?? 1) &&
    ['replicas', 'updatedReplicas', 'availableReplicas'].every((name) => status(name) === replicas)
  );
}

function containers(deployment: KubeObject): readonly Json[] {
  return listAt(deployment, 'spec', 'template', 'spec', 'containers');
}
