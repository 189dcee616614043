import type { Pod } from '../../ports/cluster.ts';
import { isReady } from '../pods/diagnose.ts';
import type { ServicePods } from '../pods/service-pods.ts';

/** The containers of one service in which a command is run, one in each pod. */
export interface Group {
  readonly service: string;
  readonly where: string;
  readonly asked: readonly Place[];
  /** Why none, or not all, of its pods can be asked. */
  readonly trouble?: { readonly result: 'fail' | 'inconclusive'; readonly observed: string };
}

export interface Place {
  readonly service: string;
  readonly pod: string;
  readonly container: string;
}

export interface Choice {
  /** `new`: of the current revision alone. */
  readonly pods: 'ready' | 'new';
  /** Absent: the first of each pod. */
  readonly container?: string | undefined;
}

/** Every ready pod of a service, with the container that is meant. */
export function podsToAsk({ service, where, found }: ServicePods, choice: Choice): Group {
  const base = { service, where, asked: [] };
  if (found === undefined) return troubled(base, 'fail', `there is no ${where}`);
  const pods = choice.pods === 'new' ? found.current : found.pods.filter(isThere);
  const ready = pods.filter(isReady);
  if (ready.length === 0 && found.wanted === 0)
    return troubled(base, 'inconclusive', 'it is scaled to 0 pods');
  const what = choice.pods === 'new' ? 'pods of its current revision' : 'pods';
  if (ready.length === 0)
    return troubled(base, 'fail', `none of its ${String(pods.length)} ${what} is ready`);
  const places = ready.map((pod) => placeIn(pod, service, choice.container));
  const asked = places.filter((place) => place !== undefined);
  if (asked.length === places.length) return { ...base, asked };
  const lacking = `no container ${choice.container ?? ''} in ${String(places.length - asked.length)} of its pods`;
  return { ...troubled(base, 'fail', lacking), asked };
}

function isThere({ phase }: Pod): boolean {
  return phase !== 'Failed' && phase !== 'Succeeded';
}

function troubled(base: Omit<Group, 'trouble'>, result: 'fail' | 'inconclusive', observed: string): Group {
  return { ...base, trouble: { result, observed } };
}

function placeIn(pod: Pod, service: string, wanted: string | undefined): Place | undefined {
  const own = pod.containers.filter(({ init }) => !init);
  const container = own.find(({ name }) => wanted === undefined || name === wanted);
  return container === undefined ? undefined : { service, pod: pod.name, container: container.name };
}
