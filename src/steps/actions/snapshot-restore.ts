import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { namesOf, targetsOf } from '../checks/targets.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { asksForAll, servicesSchema } from '../manifest/asked-services.ts';
import { sameTemplate } from '../manifest/compare.ts';
import { imagesOfTemplate } from '../manifest/images.ts';
import { field } from '../manifest/json.ts';
import type { Cluster } from '../ports/cluster.ts';
import { changesSince } from './snapshot/changes.ts';
import { keepOverwritten } from './snapshot/keep-overwritten.ts';
import { openSnapshot } from './snapshot/open-snapshot.ts';
import { liveOf, type Restored, restoreObject } from './snapshot/restore-object.ts';
import { refused, restoredResult } from './snapshot/restore-report.ts';
import { withCluster } from '../checks/with-cluster.ts';

const schema = z.strictObject({
  /** Folder of the snapshot, as snapshot.take gave it. */
  snapshot: z.string().min(1),
  /** Services to restore. Default: everything in the snapshot, whatever it belongs to. */
  only: servicesSchema,
  /** `overwrite`: over what others than this program have changed since, too. Anything else: nothing is restored then. */
  others: z.string().default('refuse'),
});

type Args = z.infer<typeof schema>;

/** Brings the namespace back to a snapshot. */
export const snapshotRestore = defineCheck({
  name: 'snapshot.restore',
  summary: 'Brings Deployments, Services, ConfigMaps, autoscalers and CronJobs back to a snapshot.',
  mode: 'act',
  needs: ['cluster'],
  sets: ['restored-to'],
  schema,
  example: { snapshot: '/sessions/one/steps/save-state/1', only: ['api-gateway'], others: 'refuse' },
  describe: (args, context) => `${whatOf(args, context)} is as it was in the snapshot ${args.snapshot}`,
  changes: (args, context) => [
    `applies what differs from ${args.snapshot} in ${context.environment.namespace}, taking fields over from other managers`,
    ...(args.others === 'overwrite'
      ? ['overwrites what others have changed since; what it was then is kept in the step’s folder']
      : []),
  ],
  run: (args, context) =>
    withCluster('snapshot.restore', context, (cluster) => restore(args, context, cluster)),
});

function whatOf(args: Args, context: PreviewContext): string {
  if (asksForAll(args.only)) return context.environment.namespace;
  return namesOf(targetsOf(args.only, context));
}

async function restore(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const snapshot = await openSnapshot(args.snapshot, args.only, cluster, context);
  if (snapshot.kind === 'unusable')
    return missing('snapshot.restore', 'a snapshot of this namespace', snapshot.why);
  const { objects, autoscaled, takenAt, folder } = snapshot;
  const changes = await changesSince(cluster, objects, autoscaled);
  const foreign = changes.filter((change) => change.foreign.length > 0);
  if (foreign.length > 0 && args.others !== 'overwrite')
    return refused(foreign, takenAt, targetsOf('all', context));
  // Nothing is lost silently: what is overwritten stays in the session.
  await keepOverwritten(changes, context);
  const restored: Restored[] = [];
  for (const object of objects) {
    if (context.signal.aborted) break;
    context.progress({ summary: `restoring ${String(restored.length + 1)} of ${String(objects.length)}` });
    restored.push(await restoreObject(cluster, object, autoscaled));
  }
  const wrong = await verify(cluster, restored);
  const result = restoredResult({
    restored,
    all: objects.length,
    wrong,
    takenAt,
    foreign,
    targets: targetsOf('all', context),
  });
  return { ...result, values: { 'restored-to': folder } };
}

/** Looks at every Deployment once more: its pod template, and with it all its images, must be the snapshot's. */
async function verify(cluster: Cluster, restored: readonly Restored[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { manifest, title, result } of restored) {
    if (manifest['kind'] !== 'Deployment' || result === 'failed') continue;
    const live = await liveOf(cluster, manifest);
    if (live !== undefined && sameTemplate(live, manifest)) continue;
    const images = imagesOfTemplate(field(live, 'spec', 'template')).map((one) => one.image);
    wrong.push(`${title}: has ${live === undefined ? 'gone' : images.join(', ')}`);
  }
  return wrong;
}
