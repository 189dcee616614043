import * as z from 'zod';
import { foreignLines, type ObjectChange, changesSince } from '../actions/snapshot/changes.ts';
import { openSnapshot } from '../actions/snapshot/open-snapshot.ts';
import { readImages } from '../actions/snapshot/read-images.ts';
import { shortDigest, snapshotTable } from '../actions/snapshot/table.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const name = 'snapshot.changes';

const schema = z.strictObject({
  /** Folder of the snapshot, as snapshot.take gave it. */
  snapshot: z.string().min(1),
  /** Services that are compared. Default: everything in the snapshot. */
  only: servicesSchema,
});

/** What would a restore change, and whose changes would it overwrite? */
export const snapshotChanges = defineCheck({
  name,
  summary: 'Says what differs from a snapshot, and what of it others than this program have changed.',
  mode: 'look',
  needs: ['cluster'],
  sets: ['foreign-changes'],
  schema,
  example: { snapshot: '/sessions/one/steps/save-state/1' },
  describe: ({ snapshot }, context) =>
    `${context.environment.namespace} is compared with the snapshot ${snapshot}`,
  run: (args, context) => withCluster(name, context, (cluster) => compare(args, cluster, context)),
});

async function compare(
  args: z.infer<typeof schema>,
  cluster: Cluster,
  context: RunContext,
): Promise<CheckResult> {
  const snapshot = await openSnapshot(args.snapshot, args.only, cluster, context);
  if (snapshot.kind === 'unusable') return missing(name, 'a snapshot of this namespace', snapshot.why);
  const images = (await readImages(snapshot.folder, context)) ?? [];
  const others = snapshot.objects.filter((object) => object['kind'] !== 'Deployment');
  const table = snapshotTable(images, others, context.ports.clock.now(), shortDigest);
  await context.output('stdout', `${table.join('\n')}\n`);
  return judge(
    await changesSince(cluster, snapshot.objects, snapshot.autoscaled),
    snapshot.objects.length,
    snapshot.takenAt,
  );
}

/** It passes whenever it can tell: what the answer means is for the steps after it. */
function judge(changes: readonly ObjectChange[], all: number, takenAt: string): CheckResult {
  const foreign = changes.filter((change) => change.foreign.length > 0);
  const own = changes.filter((change) => change.foreign.length === 0);
  const evidence: Evidence = {
    check: name,
    result: 'pass',
    what: `the snapshot of ${takenAt}`,
    expected: `${String(all)} objects compared`,
    observed: `${String(changes.length)} differ, ${String(foreign.length)} of them changed by others`,
    details: own.flatMap(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)]),
  };
  const summary =
    foreign.length === 0
      ? `${String(changes.length)} of ${String(all)} objects differ from the snapshot of ${takenAt}, none by somebody else`
      : `others have changed ${foreign.map(({ title }) => title).join(', ')} since the snapshot of ${takenAt}`;
  return {
    verdict: 'pass',
    summary,
    values: { 'foreign-changes': foreign.length },
    evidence: [evidence, ...foreign.map(takeover)],
  };
}

function takeover(change: ObjectChange): Evidence {
  const since = change.foreign.map(({ time }) => time).find((time) => time !== undefined);
  return {
    check: name,
    result: 'pass',
    what: change.title,
    expected: 'no change by others',
    observed: `changed by ${change.foreign.map(({ manager }) => manager).join(', ')}`,
    ...(since === undefined ? {} : { since }),
    next: 'Ask who made the change: a restore takes it away',
    details: foreignLines(change),
  };
}
