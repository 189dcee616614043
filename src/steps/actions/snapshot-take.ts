import { join } from 'node:path';
import { stringify } from 'yaml';
import * as z from 'zod';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { imageTable } from '../manifest/image-table.ts';
import type { Cluster, Manifest, NamespaceState } from '../ports/cluster.ts';
import { field } from '../manifest/json.ts';
import { factsFile, imagesFile, keptLabel, snapshotKinds, tableFile } from './snapshot/kinds.ts';
import { shortDigest, snapshotTable } from './snapshot/table.ts';
import { withCluster } from '../checks/with-cluster.ts';

const schema = z.strictObject({});

/** Saves what is deployed, so that it can be compared with and restored. */
export const snapshotTake = defineCheck({
  name: 'snapshot.take',
  summary:
    'Saves the Deployments, Services, ConfigMaps, autoscalers and CronJobs of the namespace, with image digests.',
  mode: 'act',
  needs: ['cluster'],
  effect: 'read',
  beforeChanges: true,
  sets: ['snapshot'],
  schema,
  example: {},
  describe: (_args, context) => `the state of ${context.environment.namespace} is saved in the session`,
  changes: () => ['writes files into the session’s folder; the cluster is only read'],
  run: (_args, context) => withCluster('snapshot.take', context, (cluster) => take(context, cluster)),
});

async function take(context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const { files, clock } = context.ports;
  const identity = await cluster.identity();
  const counts: Record<string, number> = {};
  const others: Manifest[] = [];
  const unknown: string[] = [];
  for (const kind of snapshotKinds) {
    const objects = (await cluster.list(kind))?.filter((object) => !isKept(object));
    if (objects === undefined) {
      unknown.push(kind.kind);
      continue;
    }
    counts[kind.kind] = objects.length;
    if (kind.kind !== 'Deployment') others.push(...objects);
    await files.write(join(context.stepDir, kind.file), documents(objects));
  }
  const state = await cluster.look(['deployments', 'replicaSets', 'pods']);
  const images = imageTable(state);
  await files.write(join(context.stepDir, imagesFile), json(images));
  const { server, uid, namespace } = identity;
  const now = clock.now();
  const takenAt = new Date(now).toISOString();
  await files.write(join(context.stepDir, tableFile), lines(snapshotTable(images, others, now)));
  await context.output('stdout', lines(snapshotTable(images, others, now, shortDigest)));
  await files.write(join(context.stepDir, factsFile), json({ server, uid, namespace, takenAt, counts }));
  if (images.length === 0) return empty(namespace);
  const unsettled = unsettledOf(state);
  return {
    verdict: 'pass',
    summary: `${String(images.length)} Deployments of ${namespace} saved in ${context.stepDir}`,
    values: { snapshot: context.stepDir },
    evidence: [
      {
        check: 'snapshot.take',
        result: 'pass',
        what: `state of ${namespace}`,
        where: context.stepDir,
        expected: 'saved',
        observed: Object.entries(counts)
          .map(([kind, count]) => `${String(count)} ${kind}`)
          .join(', '),
        details: [
          ...images.flatMap((row) =>
            row.containers.map(
              (one) =>
                `${row.deployment}: ${one.image}${digestText(one.digests)}, ${String(row.replicas)} pods`,
            ),
          ),
          ...(unknown.length === 0 ? [] : [`not served by this cluster: ${unknown.join(', ')}`]),
          ...(unsettled.length === 0 ? [] : [`being rolled out while it was saved: ${unsettled.join(', ')}`]),
        ],
      },
    ],
  };
}

/** A snapshot of nothing can't be gone back to: it is most likely the wrong namespace. */
function empty(namespace: string): CheckResult {
  return {
    verdict: 'fail',
    summary: `There is no Deployment in ${namespace} to save`,
    evidence: [
      {
        check: 'snapshot.take',
        result: 'fail',
        what: `state of ${namespace}`,
        expected: 'at least one Deployment',
        observed: 'none',
        next: 'Check the namespace and the context of this session',
      },
    ],
  };
}

function isKept(object: Manifest): boolean {
  return field(object, 'metadata', 'labels', keptLabel) === 'true';
}

function unsettledOf(state: NamespaceState): readonly string[] {
  return state.deployments
    .filter(
      ({ pods, replicas, generation, observedGeneration }) =>
        observedGeneration < generation || pods.updated < replicas || pods.total > pods.updated,
    )
    .map((deployment) => deployment.name);
}

function digestText(digests: readonly string[]): string {
  return digests.length === 0 ? '' : ` (${digests.map(shortDigest).join(', ')})`;
}

function lines(table: readonly string[]): string {
  return `${table.join('\n')}\n`;
}

function documents(objects: readonly Manifest[]): string {
  return objects.map((object) => stringify(object)).join('---\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
