import { at, numberAt, objectAt, withAt } from '../../objects/json.ts';
import {
  annotationsOf,
  isKubeObject,
  type KubeObject,
  nameOf,
  namespaceOf,
  withMetadata,
} from '../../objects/kube-object.ts';
import { create, update } from '../support/acting.ts';
import { controllerReference } from '../support/pods.ts';
import {
  byAge,
  desiredAnnotation,
  historyAnnotation,
  maxAnnotation,
  revisionAnnotation,
  revisionOf,
} from './replica-sets.ts';
import { newSize, type Scaling, sizeAnnotations } from './scale.ts';
import { hashLabel, sameTemplate, templateHash, withHash } from './template-hash.ts';

/** Annotations of a Deployment that its ReplicaSets don't take over. */
const own = [
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
];

/** The ReplicaSet of the Deployment's present template; the oldest, should there be several. */
export function currentOf({ spec }: Scaling, sets: readonly KubeObject[]): KubeObject | undefined {
  return sets.toSorted(byAge).find((set) => sameTemplate(objectAt(set, 'spec', 'template'), spec.template));
}

/**
 * The present ReplicaSet with the revision that is due: one that was the present one before gets a new revision when
 * its template comes back.
 */
export function withRevision(
  { world, deployment, spec }: Scaling,
  set: KubeObject,
  old: readonly KubeObject[],
): KubeObject {
  const next = Math.max(0, ...old.map(revisionOf)) + 1;
  const before = revisionOf(set);
  const raised = before < next ? { [revisionAnnotation]: String(next), ...historyOf(set, before) } : {};
  const annotations = { ...annotationsOf(set), ...inherited(deployment), ...raised };
  const renewed = withAt(
    withMetadata(set, { annotations }),
    ['spec', 'minReadySeconds'],
    spec.minReadySeconds === 0 ? undefined : spec.minReadySeconds,
  );
  const updated = isKubeObject(renewed) ? update(world, renewed) : undefined;
  return updated?.ok === true ? updated.value : set;
}

export type Created =
  | { readonly kind: 'created'; readonly set: KubeObject; readonly size: number }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  | { readonly kind: 'collision' };

/** Makes the ReplicaSet of a new template. A name that another template has is a collision. */
export function createCurrent({ world, deployment, spec }: Scaling, old: readonly KubeObject[]): Created {
  const hash = templateHash(spec.template, numberAt(deployment, 'status', 'collisionCount') ?? 0);
  const name = `${nameOf(deployment)}-${hash}`;
  const size = newSize(spec, old, 0);
  const template = withHash(spec.template, hash);
  const set = withMetadata(
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name },
      spec: {
        replicas: size,
        ...(spec.minReadySeconds === 0 ? {} : { minReadySeconds: spec.minReadySeconds }),
        selector: withAt(objectAt(deployment, 'spec', 'selector'), ['matchLabels', hashLabel], hash),
        template,
      },
    },
    {
      namespace: namespaceOf(deployment),
      labels: at(template, 'metadata', 'labels'),
      annotations: {
        ...inherited(deployment),
        ...sizeAnnotations(spec),
        [revisionAnnotation]: String(Math.max(0, ...old.map(revisionOf)) + 1),
      },
      ownerReferences: [controllerReference(deployment)],
    },
  );
  const created = create(world, set);
  if (created.ok) return { kind: 'created', set: created.value, size };
  const { reason, message } = created.failure;
  return reason === 'AlreadyExists' ? { kind: 'collision' } : { kind: 'refused', name, message };
}

function inherited(deployment: KubeObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(annotationsOf(deployment)).filter(([key]) => !own.includes(key)));
}

/** The revisions that a ReplicaSet had before the present one. */
function historyOf(set: KubeObject, before: number): Readonly<Record<string, string>> {
  if (before === 0) return {};
  const history = annotationsOf(set)[historyAnnotation];
  return { [historyAnnotation]: history === undefined ? String(before) : `${history},${String(before)}` };
}
