import { type JsonObject, numberAt, objectAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf, nameOf, namespaceOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { templateHash } from '../deployment/template-hash.ts';
import { create, remove, update } from './acting.ts';
import { claimed, controllerReference } from './pods.ts';

/** The label by which pods of a StatefulSet or DaemonSet say of which template they are. */
export const revisionLabel = 'controller-revision-hash';

const resource = 'controllerrevisions.apps';
const keptAtMost = 10;

/** The ControllerRevision of an owner's present template, with the highest number. An earlier one comes back with a new number. */
export function presentRevision(
  world: World,
  owner: KubeObject,
): { readonly name: string; readonly hash: string } {
  const template = objectAt(owner, 'spec', 'template');
  const hash = templateHash(template, 0);
  const name = `${nameOf(owner)}-${hash}`;
  const all = claimed(world, owner, resource);
  const next = Math.max(0, ...all.map(numberOf)) + 1;
  const present = all.find((one) => nameOf(one) === name);
  if (present === undefined) keep(world, owner, name, hash, next);
  else if (numberOf(present) < next - 1) update(world, { ...present, revision: next });
  for (const old of all.toSorted((a, b) => numberOf(b) - numberOf(a)).slice(keptAtMost)) remove(world, old);
  return { name, hash };
}

/** The revision that a pod is of. */
export function revisionOf(pod: KubeObject): string {
  return labelsOf(pod)[revisionLabel] ?? '';
}

function keep(world: World, owner: KubeObject, name: string, hash: string, revision: number): void {
  const template: JsonObject = objectAt(owner, 'spec', 'template');
  create(world, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace: namespaceOf(owner) ?? '',
      labels: { ...objectAt(template, 'metadata', 'labels'), 'controller.kubernetes.io/hash': hash },
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision,
  });
}

function numberOf(revision: KubeObject): number {
  return numberAt(revision, 'revision') ?? 0;
}
