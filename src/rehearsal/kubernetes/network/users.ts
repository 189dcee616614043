import { accessLine, levelOf } from '../../services/access-log.ts';
import { type Json, listAt, numberAt } from '../objects/json.ts';
import { type KubeObject, uidOf } from '../objects/kube-object.ts';
import type { Controller, Stop, World } from '../world.ts';
import { listenerAt } from './reach-pod.ts';

/** Simulated milliseconds between two looks at what users meet with. */
const interval = 10_000;

/** What they ask for, one after the other. */
const asked = ['/api/profiles/me', '/api/reports/quarterly-2025-q4', '/api/journeys', '/api/metrics/impact'];

/**
 * The users who are not simulated one by one: what goes wrong for them is in the logs of the services, a line for
 * each look at a service that fails or is slow. Those that are well write nothing.
 */
export const users: Controller = {
  name: 'users',
  start: (world) => {
    let looks = 0;
    let cancel: Stop | undefined;
    const look = (): void => {
      cancel = world.schedule.after(interval, look);
      for (const pod of world.store.list('pods'))
        writeTroubles(world, pod, asked[looks % asked.length] ?? '/');
      looks += 1;
    };
    cancel = world.schedule.after(interval, look);
    return () => cancel?.();
  },
};

function writeTroubles(world: World, pod: KubeObject, path: string): void {
  for (const port of portsOf(pod)) {
    const found = listenerAt(world, pod, port);
    if (found === undefined) continue;
    const { errors, latency } = found.behaviour;
    const status = errors > 0 ? 500 : 200;
    if (levelOf(status, latency) === 'info') continue;
    const line = accessLine({ method: 'GET', path }, status, latency);
    world.logs.append(uidOf(pod), found.container, { at: world.schedule.now(), text: line });
  }
}

function portsOf(pod: KubeObject): readonly number[] {
  const ports = listAt(pod, 'spec', 'containers').flatMap((spec: Json) => listAt(spec, 'ports'));
  return ports.flatMap((port) => numberAt(port, 'containerPort') ?? []);
}
