import type { Service } from '../../../runbook/inventory.ts';
import type { Cluster } from '../../ports/cluster.ts';
import { type Collection, eachOf } from './collection.ts';
import { fileName } from './file-name.ts';

const timeout = 5_000;
const limit = 1024 * 1024;

/** Keeps what the services answer on /metrics, as far as they do. */
export async function keepMetrics(
  collection: Collection,
  cluster: Cluster,
  services: readonly Service[],
): Promise<void> {
  await eachOf(services, 6, async ({ name, deployment, port }) => {
    const what = `metrics of ${name}`;
    const request = { service: deployment, port, method: 'GET', path: '/metrics', timeout, limit } as const;
    const answer = await collection.attempt(what, () => cluster.askService(request));
    if (answer === undefined) return;
    if (answer.kind === 'unreachable') {
      collection.gap(`${what}: ${answer.reason}`);
    } else if (answer.status !== 200) {
      collection.gap(`${what}: it answered with HTTP ${String(answer.status)}`);
    } else {
      await collection.keep(`metrics/${fileName(name)}.txt`, what, answer.body);
    }
  });
}
