import { join } from 'node:path';
import { stringify } from 'yaml';
import type { RunContext } from '../../context.ts';
import { imagesOfTemplate } from '../../manifest/images.ts';
import { field, number, record } from '../../manifest/json.ts';
import type { DeploymentImages } from '../../manifest/image-table.ts';
import type { ClusterIdentity, Manifest } from '../../ports/cluster.ts';
import { factsFile, imagesFile } from '../snapshot/kinds.ts';
import type { Revision, ServiceHistory } from './history.ts';

/** A Deployment and the revision that it is to be at. */
export interface Aimed {
  readonly history: ServiceHistory;
  readonly revision: Revision;
}

/**
 * Writes what the services are to be, in the form of a snapshot, so that what runs is compared with it in the same way.
 * Digests are known of what the saved state recorded, and of no other revision.
 */
export async function writeRecord(
  aimed: readonly Aimed[],
  recorded: readonly DeploymentImages[],
  identity: ClusterIdentity,
  { ports, stepDir }: RunContext,
): Promise<void> {
  const { server, uid, namespace } = identity;
  const takenAt = new Date(ports.clock.now()).toISOString();
  const counts = { Deployment: aimed.length };
  const objects = aimed.map(objectOf).map((object) => stringify(object));
  await ports.files.write(join(stepDir, 'deployments.yaml'), objects.join('---\n'));
  await ports.files.write(join(stepDir, imagesFile), json(aimed.map((one) => imagesOf(one, recorded))));
  await ports.files.write(join(stepDir, factsFile), json({ server, uid, namespace, takenAt, counts }));
}

function objectOf({ history, revision }: Aimed): Manifest {
  const live = record(history.live);
  return { ...live, spec: { ...record(live['spec']), template: revision.template } };
}

function imagesOf({ history, revision }: Aimed, recorded: readonly DeploymentImages[]): DeploymentImages {
  const saved =
    revision.standing === 'recorded'
      ? recorded.find((row) => row.deployment === history.deployment)
      : undefined;
  return {
    deployment: history.deployment,
    replicas: number(field(history.live, 'spec', 'replicas')) ?? 1,
    revision: String(revision.number),
    ...(revision.createdAt === undefined ? {} : { since: revision.createdAt }),
    containers: imagesOfTemplate(revision.template).map((image) => ({
      ...image,
      digests: saved?.containers.find(({ container }) => container === image.container)?.digests ?? [],
    })),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
