import { listAt, numberAt, textAt } from '../kubernetes/objects/json.ts';
import type { KubeObject } from '../kubernetes/objects/kube-object.ts';
import type { Store, StoreChange } from '../kubernetes/store/store.ts';
import { type ServiceImage, taggedService } from './image-behaviour.ts';
import type { Moment } from './model.ts';

/** Calls back once, when the moment has come; the returned function gives the waiting up. */
export function whenReached(
  moment: Moment,
  store: Store,
  services: readonly ServiceImage[],
  reached: () => void,
): () => void {
  if (moment.at === 'beginning') {
    reached();
    return () => {};
  }
  const stop = store.subscribe((change) => {
    if (!isReached(moment, change, services)) return;
    stop();
    reached();
  });
  return stop;
}

type StoreMoment = Exclude<Moment, { readonly at: 'beginning' }>;

function isReached(moment: StoreMoment, change: StoreChange, services: readonly ServiceImage[]): boolean {
  const { resource, type, object } = change;
  if (type === 'DELETED') return false;
  switch (moment.at) {
    case 'applied':
      return (
        resource === 'deployments.apps' &&
        runs(moment, imagesAt(object, 'spec', 'template', 'spec'), services)
      );
    case 'changed':
      return (
        resource === 'deployments.apps' &&
        type === 'MODIFIED' &&
        // Its first generation is that of its creation; a status does not raise it.
        (numberAt(object, 'metadata', 'generation') ?? 1) > 1 &&
        imagesAt(object, 'spec', 'template', 'spec').some(
          (image) => taggedService(image, services)?.service === moment.service,
        )
      );
    case 'ready':
      return resource === 'pods' && isReady(object) && runs(moment, imagesAt(object, 'spec'), services);
  }
}

function runs(
  { tag, service }: Exclude<StoreMoment, { readonly at: 'changed' }>,
  images: readonly string[],
  services: readonly ServiceImage[],
): boolean {
  return images.some((image) => {
    const found = taggedService(image, services);
    return found?.tag === tag && (service === undefined || found.service === service);
  });
}

function imagesAt(object: KubeObject, ...path: readonly string[]): readonly string[] {
  return listAt(object, ...path, 'containers').flatMap((container) => textAt(container, 'image') ?? []);
}

function isReady(pod: KubeObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
}
