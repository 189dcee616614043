import { isAbsolute, join } from 'node:path';
import type { z } from 'zod';
import type { RunContext } from '../../context.ts';
import type { servicesSchema } from '../../manifest/asked-services.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { readSnapshot } from './read-snapshot.ts';
import { autoscaledBy, objectsOf } from './select.ts';

/** The part of a snapshot that is asked for, or in a sentence why it can't be used. */
export type OpenedSnapshot =
  | {
      readonly kind: 'snapshot';
      readonly folder: string;
      readonly takenAt: string;
      readonly objects: readonly Manifest[];
      /** Deployments whose number of pods an autoscaler owns. */
      readonly autoscaled: ReadonlySet<string>;
    }
  | { readonly kind: 'unusable'; readonly why: string };

/** Opens a snapshot of the pinned namespace: `folder` as snapshot.take gave it. Rejects with ClusterError. */
export async function openSnapshot(
  folder: string,
  only: z.infer<typeof servicesSchema>,
  cluster: Cluster,
  context: RunContext,
): Promise<OpenedSnapshot> {
  const path = isAbsolute(folder) ? folder : join(context.sessionDir, folder);
  const snapshot = await readSnapshot(path, await cluster.identity(), context);
  if (snapshot.kind === 'unusable') return snapshot;
  const objects = objectsOf(snapshot.objects, only, context);
  if (objects.length === 0) return { kind: 'unusable', why: `${path} holds nothing of what is asked for` };
  return {
    kind: 'snapshot',
    folder: path,
    takenAt: snapshot.takenAt,
    objects,
    autoscaled: autoscaledBy(objects),
  };
}
