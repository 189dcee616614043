import { type JsonObject, listAt, objectAt, textAt } from '../../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf, withMetadata } from '../../objects/kube-object.ts';
import type { ApiResult } from '../../objects/failure.ts';
import type { World } from '../../world.ts';
import { create } from '../support/acting.ts';
import { revisionLabel } from '../support/controller-revisions.ts';
import { podOf } from '../support/pods.ts';

/** The number of a StatefulSet's pod, by its name; undefined where it has none. */
export function ordinalOf(set: KubeObject, pod: KubeObject): number | undefined {
  const [, number] = /-(\d+)$/.exec(nameOf(pod)) ?? [];
  return number !== undefined && nameOf(pod) === `${nameOf(set)}-${number}` ? Number(number) : undefined;
}

/** Makes one pod with its claims. */
export function createMember(
  world: World,
  set: KubeObject,
  ordinal: number,
  revision: string,
): ApiResult<KubeObject> {
  const name = `${nameOf(set)}-${String(ordinal)}`;
  const claims = listAt(set, 'spec', 'volumeClaimTemplates').map(
    (claim) => textAt(claim, 'metadata', 'name') ?? '',
  );
  for (const [index, claim] of claims.entries()) createClaim(world, set, index, `${claim}-${name}`);
  const pod = podOf(set, objectAt(set, 'spec', 'template'));
  const labels: JsonObject = {
    ...objectAt(pod.metadata, 'labels'),
    'apps.kubernetes.io/pod-index': String(ordinal),
    'statefulset.kubernetes.io/pod-name': name,
    [revisionLabel]: revision,
  };
  const spec = objectAt(pod, 'spec');
  const volumes = claims.map((claim) => ({
    name: claim,
    persistentVolumeClaim: { claimName: `${claim}-${name}` },
  }));
  const subdomain = textAt(set, 'spec', 'serviceName');
  const named = withMetadata(pod, { generateName: undefined, name, labels });
  return create(world, {
    ...named,
    spec: {
      ...spec,
      hostname: name,
      ...(subdomain === undefined || subdomain === '' ? {} : { subdomain }),
      ...(volumes.length === 0 ? {} : { volumes: [...listAt(spec, 'volumes'), ...volumes] }),
    },
  });
}

/** The claim stays when the pod goes: one that is there already is used again. */
function createClaim(world: World, set: KubeObject, index: number, name: string): void {
  const template = listAt(set, 'spec', 'volumeClaimTemplates')[index];
  const metadata = {
    name,
    namespace: namespaceOf(set) ?? '',
    labels: objectAt(set, 'spec', 'selector', 'matchLabels'),
  };
  create(world, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: objectAt(template, 'spec'),
  });
}
