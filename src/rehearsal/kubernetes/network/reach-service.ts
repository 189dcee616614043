import { errorReply, type HttpAsk, type HttpReply } from '../../services/http.ts';
import type { ServiceAnswer } from '../../services/service.ts';
import { listAt, numberAt, textAt } from '../objects/json.ts';
import { type KubeObject, nameOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import { askPod, listenerAt } from './reach-pod.ts';

/** A ready pod of a service, with the port it listens on. */
export interface Endpoint {
  readonly pod: KubeObject;
  readonly port: number;
}

/** The ready endpoints of a service's port, which is named as in the Service: an only port may have no name. */
export function endpointsOf(
  { store }: World,
  namespace: string,
  service: string,
  portName: string,
): readonly Endpoint[] {
  const endpoints = store.get('endpoints', namespace, service);
  return listAt(endpoints, 'subsets').flatMap((subset) => {
    const found = listAt(subset, 'ports').find((one) => (textAt(one, 'name') ?? '') === portName);
    const port = numberAt(found, 'port');
    if (port === undefined) return [];
    return listAt(subset, 'addresses').flatMap((address) => {
      const pod = store.get('pods', namespace, textAt(address, 'targetRef', 'name') ?? '');
      return pod === undefined ? [] : [{ pod, port }];
    });
  });
}

/** Asks one of the endpoints, each in its turn. Undefined: none of them takes the connection. */
export async function askEndpoints(
  world: World,
  namespace: string,
  endpoints: readonly Endpoint[],
  ask: HttpAsk,
): Promise<HttpReply | undefined> {
  const first = world.traffic.turn(endpoints.length);
  const inTurn = [...endpoints.slice(first), ...endpoints.slice(0, first)];
  const taken = inTurn.find(({ pod, port }) => listenerAt(world, pod, port) !== undefined);
  const asked = taken === undefined ? undefined : askPod(world, taken.pod, taken.port, ask);
  return asked === undefined ? undefined : forwarded(world, namespace, await asked, ask);
}

/** The reply itself, or that of the service which the one that was asked hands the request on to. */
export async function forwarded(
  world: World,
  namespace: string,
  answer: ServiceAnswer,
  ask: HttpAsk,
): Promise<HttpReply> {
  if (answer.kind === 'reply') return answer.reply;
  const service = serviceNamed(world, namespace, answer.service);
  const endpoints =
    service === undefined
      ? []
      : endpointsOf(
          world,
          namespace,
          nameOf(service),
          textAt(listAt(service, 'spec', 'ports')[0], 'name') ?? '',
        );
  const reply = await askEndpoints(world, namespace, endpoints, ask);
  return reply ?? errorReply(502, 'bad_gateway', `${answer.service} can't be reached`);
}

/** The Service of that name, whatever an environment puts before it: `prod-teei-reporting` is `reporting`. */
export function serviceNamed({ store }: World, namespace: string, name: string): KubeObject | undefined {
  return store
    .list('services', namespace)
    .find((service) => nameOf(service) === name || nameOf(service).endsWith(`-${name}`));
}
