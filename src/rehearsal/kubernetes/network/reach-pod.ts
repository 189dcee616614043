import { accessLine, isUnlogged } from '../../services/access-log.ts';
import { answerOf, type ServiceAnswer } from '../../services/service.ts';
import type { HttpAsk } from '../../services/http.ts';
import { serviceOf } from '../../services/instance.ts';
import type { HttpBehaviour } from '../kubelet/behaviour.ts';
import { workOf } from '../kubelet/work.ts';
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
 * The container of a pod that listens on a port: it has started, on a node that is there, its image serves, no other command was
 * given to it, and it declares the port, or none at all. Undefined: the connection is refused.
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
  return new Promise((resolve) => {
    world.schedule.after(found.behaviour.latency, () => resolve(answered(world, pod, found, ask)));
  });
}

/** Answers, and writes a line about it as services do. */
function answered(
  { schedule, traffic, logs }: World,
  pod: KubeObject,
  { behaviour, container, image, ready, started }: Listening,
  ask: HttpAsk,
): ServiceAnswer {
  const now = schedule.now();
  const counted = traffic.of(`${uidOf(pod)}/${container}`, started);
  const answer = answerOf({ ...serviceOf(image), behaviour, ready, traffic: counted, now }, ask);
  if (answer.kind === 'reply' && !isUnlogged(ask.path)) {
    const text = accessLine(ask, answer.reply.status, behaviour.latency);
    logs.append(uidOf(pod), container, { at: now, text });
  }
  return answer;
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
  if (Number.isNaN(started) || flagAt(status, 'started') === false) return undefined;
  const behaviour = world.behaviourOf(image);
  const work = behaviour === undefined ? undefined : workOf(behaviour, spec);
  if (work?.kind !== 'main' || work.main.kind !== 'serves') return undefined;
  return { container, image, behaviour: work.main.http, ready: flagAt(status, 'ready') ?? false, started };
}
