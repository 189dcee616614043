import { answerOf, type ServiceAnswer } from '../../services/service.ts';
import type { HttpAsk } from '../../services/http.ts';
import { serviceOf } from '../../services/instance.ts';
import type { HttpBehaviour } from '../kubelet/behaviour.ts';
import { flagAt, type Json, listAt, numberAt, textAt } from '../objects/json.ts';
import { type KubeObject, uidOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import { isNodeLost } from './node-lost.ts';

/** A container that listens, as it is at the moment. */
export interface Listening {
  readonly container: string;
  readonly image: string;
  readonly behaviour: HttpBehaviour;
  readonly ready: boolean;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/**
 * The container of a pod that listens on a port: it runs, on a node that is there, its image serves, no other command was given to it, and
 * it declares the port, or none at all. Undefined: the connection is refused.
 */
export function listenerAt(world: World, pod: KubeObject, port: number): Listening | undefined {
  if (isNodeLost(world, pod)) return undefined;
  return listAt(pod, 'spec', 'containers')
    .filter((spec) => takes(spec, port))
    .map((spec) => listening(world, pod, spec))
    .find((found) => found !== undefined);
}

/** The port of a pod's first container that has one, as the server takes it where none is named. */
export function firstPort(pod: KubeObject): number | undefined {
  return listAt(pod, 'spec', 'containers')
    .map((spec) => numberAt(listAt(spec, 'ports')[0], 'containerPort'))
    .find((port) => port !== undefined);
}

/** Asks the container that listens on a pod's port. Undefined: nothing listens there. */
export function askPod(
  world: World,
  pod: KubeObject,
  port: number,
  ask: HttpAsk,
): Promise<ServiceAnswer> | undefined {
  const found = listenerAt(world, pod, port);
  if (found === undefined) return undefined;
  const { behaviour, container, image, ready, started } = found;
  const { schedule, traffic } = world;
  return new Promise((resolve) => {
    schedule.after(behaviour.latency, () => {
      resolve(
        answerOf(
          {
            ...serviceOf(image),
            behaviour,
            ready,
            traffic: traffic.of(`${uidOf(pod)}/${container}`, started),
            now: schedule.now(),
          },
          ask,
        ),
      );
    });
  });
}

function takes(spec: Json, port: number): boolean {
  const ports = listAt(spec, 'ports');
  return ports.length === 0 || ports.some((one) => numberAt(one, 'containerPort') === port);
}

function listening(world: World, pod: KubeObject, spec: Json): Listening | undefined {
  const container = textAt(spec, 'name') ?? '';
  const image = textAt(spec, 'image') ?? '';
  const status = listAt(pod, 'status', 'containerStatuses').find((one) => textAt(one, 'name') === container);
  const started = Date.parse(textAt(status, 'state', 'running', 'startedAt') ?? '');
  if (Number.isNaN(started) || listAt(spec, 'command').length > 0) return undefined;
  const main = world.behaviourOf(image)?.main;
  if (main?.kind !== 'serves') return undefined;
  return { container, image, behaviour: main.http, ready: flagAt(status, 'ready') ?? false, started };
}
