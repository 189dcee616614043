import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { missing, unanswered } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { namesOf, targetsOf } from '../checks/targets.ts';
import { clusterError } from '../checks/watch-until.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { asksForAll, servicesSchema } from '../manifest/asked-services.ts';
import { sameTemplate } from '../manifest/compare.ts';
import { imagesOfTemplate } from '../manifest/images.ts';
import { field, text } from '../manifest/json.ts';
import { nameOf } from '../manifest/strip.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import { readSnapshot } from './snapshot/read-snapshot.ts';
import { liveOf, type Restored, restoreObject } from './snapshot/restore-object.ts';

const schema = z.strictObject({
  /** Folder of the snapshot, as snapshot.take gave it. */
  snapshot: z.string().min(1),
  /** Services to restore. Default: everything in the snapshot, whatever it belongs to. */
  only: servicesSchema,
});

type Args = z.infer<typeof schema>;

/** Brings the namespace back to a snapshot. */
export const snapshotRestore = defineCheck({
  name: 'snapshot.restore',
  summary: 'Brings Deployments, Services, ConfigMaps, autoscalers and CronJobs back to a snapshot.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { snapshot: '/sessions/one/steps/save-state/1', only: ['api-gateway'] },
  describe: (args, context) => `${whatOf(args, context)} is as it was in the snapshot ${args.snapshot}`,
  changes: (args, context) => [
    `applies what differs from ${args.snapshot} in ${context.environment.namespace}, taking fields over from other managers`,
  ],
  run: async (args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    if (cluster === undefined) return missing('snapshot.restore', 'a pinned cluster', 'none');
    try {
      return await restore(args, context, cluster);
    } catch (thrown) {
      return unanswered('snapshot.restore', clusterError(thrown));
    }
  },
});

function whatOf(args: Args, context: PreviewContext): string {
  if (asksForAll(args.only)) return context.environment.namespace;
  return namesOf(targetsOf(args.only, context));
}

async function restore(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const folder = isAbsolute(args.snapshot) ? args.snapshot : join(context.sessionDir, args.snapshot);
  const snapshot = await readSnapshot(folder, await cluster.identity(), context);
  if (snapshot.kind === 'unusable')
    return missing('snapshot.restore', 'a snapshot of this namespace', snapshot.why);
  const objects = asksForAll(args.only) ? snapshot.objects : chosen(snapshot.objects, args.only, context);
  if (objects.length === 0) return missing('snapshot.restore', 'objects to restore', `none in ${folder}`);
  const autoscaled = new Set(objects.map(scaledBy).filter((name) => name !== undefined));
  const restored: Restored[] = [];
  for (const object of objects) {
    if (context.signal.aborted) break;
    context.progress({ summary: `restoring ${String(restored.length + 1)} of ${String(objects.length)}` });
    restored.push(await restoreObject(cluster, object, autoscaled));
  }
  const wrong = await verify(cluster, restored);
  return conclude(restored, objects.length, wrong, snapshot.takenAt);
}

/** What belongs to the chosen services: the objects of their Deployment's name and the autoscalers that scale it. */
function chosen(
  objects: readonly Manifest[],
  only: Args['only'],
  context: PreviewContext,
): readonly Manifest[] {
  const names = new Set(targetsOf(only, context).map((target) => target.deployment));
  return objects.filter((object) => names.has(scaledBy(object) ?? nameOf(object)));
}

/** The Deployment whose number of pods the object owns, if it is an autoscaler. */
function scaledBy(object: Manifest): string | undefined {
  const target = field(object, 'spec', 'scaleTargetRef');
  return field(target, 'kind') === 'Deployment' ? text(field(target, 'name')) : undefined;
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

function conclude(
  restored: readonly Restored[],
  all: number,
  wrong: readonly string[],
  takenAt: string,
): CheckResult {
  const changed = restored.filter(({ result }) => result === 'applied' || result === 'replaced');
  const bad = restored.filter(({ result }) => result === 'failed' || result === 'differs');
  const left = all - restored.length;
  const good = bad.length === 0 && wrong.length === 0 && left === 0;
  const evidence: Evidence = {
    check: 'snapshot.restore',
    result: good ? 'pass' : 'fail',
    what: `the snapshot of ${takenAt}`,
    expected: `${String(all)} objects as they were`,
    observed: `${String(changed.length)} restored, ${String(restored.length - changed.length - bad.length)} unchanged, ${String(bad.length)} failed${left === 0 ? '' : `, ${String(left)} not reached`}`,
    details: [
      ...[...bad, ...changed].flatMap(({ title, result, details }) => [
        `${title}: ${result}`,
        ...details.map((line) => `  ${line}`),
      ]),
      ...wrong.map((line) => `not as in the snapshot: ${line}`),
    ],
    ...(good
      ? {}
      : { next: 'Read what failed, correct it and restore again: what is restored already stays so' }),
  };
  const summary = good
    ? `${String(changed.length)} of ${String(all)} objects restored to the snapshot of ${takenAt}, the others were unchanged`
    : `not restored to the snapshot of ${takenAt}: ${evidence.observed}`;
  return { verdict: good ? 'pass' : 'fail', summary, evidence: [evidence] };
}
