import { type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from '../../objects/json.ts';
import {
  isBeingDeleted,
  type KubeObject,
  labelsOf,
  nameOf,
  namespaceOf,
  uidOf,
} from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { isFinished, isReady } from '../support/pods.ts';

/** A pod behind a Service. */
export interface Backend {
  readonly pod: KubeObject;
  readonly ip: string;
  readonly ready: boolean;
  readonly terminating: boolean;
}

/** A port of a Service, as it is on its pods. */
export interface BackendPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** The pods that a Service selects and that have an address, by name. Undefined: the Service selects none. */
export function backendsOf({ store }: World, service: KubeObject): readonly Backend[] | undefined {
  const selector = Object.entries(objectAt(service, 'spec', 'selector'));
  if (selector.length === 0 || textAt(service, 'spec', 'type') === 'ExternalName') return undefined;
  return store.list('pods', namespaceOf(service)).flatMap((pod) => {
    const ip = textAt(pod, 'status', 'podIP');
    const labels = labelsOf(pod);
    if (ip === undefined || isFinished(pod) || !selector.every(([key, value]) => labels[key] === value))
      return [];
    return [{ pod, ip, ready: isReady(pod), terminating: isBeingDeleted(pod) }];
  });
}

/** The ports of a Service on one of its pods; a named port that the pod doesn't have is left out. */
export function portsOn(service: KubeObject, pod: KubeObject): readonly BackendPort[] {
  return listAt(service, 'spec', 'ports').flatMap((port) => {
    const target = targetOf(port, pod);
    if (target === undefined) return [];
    return [{ name: textAt(port, 'name') ?? '', port: target, protocol: textAt(port, 'protocol') ?? 'TCP' }];
  });
}

/** How an address names its pod. */
export function targetReference(pod: KubeObject): JsonObject {
  return { kind: 'Pod', namespace: namespaceOf(pod) ?? '', name: nameOf(pod), uid: uidOf(pod) };
}

function targetOf(port: Json, pod: KubeObject): number | undefined {
  const target = objectAt(port)['targetPort'] ?? numberAt(port, 'port');
  if (typeof target !== 'string') return typeof target === 'number' ? target : undefined;
  for (const container of listAt(pod, 'spec', 'containers')) {
    const named = listAt(container, 'ports').find((one) => textAt(one, 'name') === target);
    if (named !== undefined) return numberAt(named, 'containerPort');
  }
  return undefined;
}
