import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import { type ApiServer, listenApi } from '../../../src/rehearsal/kubernetes/api/server.ts';
import type { World } from '../../../src/rehearsal/kubernetes/world.ts';
import { compressedSchedule } from '../../../src/rehearsal/time/schedule.ts';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import { serve, servingWorld } from '../../fixtures/rehearsal/serving-world.ts';
import { kubeconfigFor } from './api-server.ts';

/** The port on the simulated API: two ready pods of the service `reporting` in the namespace `prod`. */
export async function simulatedCluster(): Promise<{
  readonly cluster: Cluster;
  readonly world: World;
  readonly server: ApiServer;
}> {
  const world: World = { ...servingWorld(), schedule: compressedSchedule(100) };
  serve(world, 'reporting', 2);
  const server = await listenApi(world);
  const kubeconfig = await kubeconfigFor(server.url, undefined, 'prod');
  return { cluster: await openCluster({ kubeconfig, env: {} }), world, server };
}
