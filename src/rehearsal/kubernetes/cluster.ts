import type { Right } from './access/right.ts';
import type { Schedule } from '../time/schedule.ts';
import { type ApiServer, listenApi } from './api/server.ts';
import { controllers } from './controllers/all.ts';
import type { ImageBehaviour } from './kubelet/behaviour.ts';
import { ContainerLogs } from './kubelet/logs.ts';
import { type Usage, usualUsage } from './kubelet/usage.ts';
import type { Ids } from './objects/ids.ts';
import { AllTraffic } from './network/all-traffic.ts';
import { type KubeObject, uidOf } from './objects/kube-object.ts';
import { seedCluster } from './seed.ts';
import { Store } from './store/store.ts';
import type { Faults, World } from './world.ts';

export interface ClusterOptions {
  readonly schedule: Schedule;
  readonly ids: Ids;
  readonly nodes: readonly string[];
  readonly faults: Faults;
  readonly behaviourOf: (image: string) => ImageBehaviour | undefined;
  /** Left out: containers use a quiet share of their requests. */
  readonly usageOf?: (pod: KubeObject, container: string) => Usage;
  /** Left out: the operator may do everything. */
  readonly denied?: readonly Right[];
}

/** A simulated cluster with its API server. */
export interface SimulatedCluster {
  readonly world: World;
  readonly url: string;
  /** Of its kube-system namespace, by which clusters are told apart. */
  readonly uid: string;
  /** Ends everything: controllers, timers, connections, the port. */
  close(): Promise<void>;
}

/** Starts a cluster with its system namespaces and nodes, and nothing else in it. */
export async function startCluster({ nodes, ...given }: ClusterOptions): Promise<SimulatedCluster> {
  const world: World = {
    usageOf: usualUsage,
    denied: [],
    ...given,
    store: new Store(),
    logs: new ContainerLogs(),
    traffic: new AllTraffic(),
  };
  seedCluster(world, nodes);
  // No client can have seen a version from before the cluster began.
  world.store.compact();
  const stops = controllers.map((controller) => controller.start(world));
  const server: ApiServer = await listenApi(world);
  return {
    world,
    url: server.url,
    uid: uidOfSystem(world),
    close: async () => {
      for (const stop of stops) stop();
      given.schedule.close();
      await server.close();
    },
  };
}

function uidOfSystem({ store }: World): string {
  const system = store.get('namespaces', undefined, 'kube-system');
  return system === undefined ? '' : uidOf(system);
}

/** An API server that does nothing wrong. */
export const noFaults: Faults = { onRequest: () => undefined, watchLife: () => undefined };
