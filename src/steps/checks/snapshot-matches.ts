import * as z from 'zod';
import { openSnapshot } from '../actions/snapshot/open-snapshot.ts';
import { readImages } from '../actions/snapshot/read-images.ts';
import type { RunContext } from '../context.ts';
import { asksForAll, servicesSchema } from '../manifest/asked-services.ts';
import { imageTable } from '../manifest/image-table.ts';
import { nameOf } from '../manifest/strip.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeMatches, type Match } from './snapshot/judge-matches.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const name = 'snapshot.matches';

const schema = z.strictObject({
  /** Folder of the snapshot, or of the record that a rollback has written. */
  snapshot: z.string().min(1),
  /** Services that are compared. Default: every Deployment of the snapshot. */
  services: servicesSchema,
  /** `images`: what runs is compared by digest, and the rest of the templates is not. */
  parts: z.enum(['all', 'images']).default('all'),
});

type Args = z.infer<typeof schema>;

/** Does the same run again as when the snapshot was taken? */
export const snapshotMatches = defineCheck({
  name,
  summary: 'Every Deployment has the template of a snapshot, and its pods run the same images by digest.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { snapshot: '/sessions/one/steps/save-state/1', services: ['api-gateway'] },
  describe: (args, context) => {
    const who = asksForAll(args.services) ? 'every Deployment' : namesOf(targetsOf(args.services, context));
    const what = args.parts === 'images' ? 'the images' : 'the template and the images';
    return `${who} has ${what} of ${args.snapshot}, by digest`;
  },
  run: (args, context) => withCluster(name, context, (cluster) => compare(args, cluster, context)),
});

async function compare(args: Args, cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const snapshot = await openSnapshot(args.snapshot, 'all', cluster, context);
  if (snapshot.kind === 'unusable') return missing(name, 'a snapshot of this namespace', snapshot.why);
  const images = await readImages(snapshot.folder, context);
  if (images === undefined) return missing(name, 'the images of the snapshot', `none in ${snapshot.folder}`);
  const saved = snapshot.objects.filter((object) => object['kind'] === 'Deployment');
  const live = await cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] });
  const running = imageTable(await cluster.look(['deployments', 'replicaSets', 'pods']));
  const targets = asksForAll(args.services)
    ? allOf(saved.map(nameOf), context)
    : targetsOf(args.services, context);
  const facts = targets.map(
    ({ service, deployment }): Match => ({
      service,
      deployment,
      saved: saved.find((object) => nameOf(object) === deployment),
      live: live?.find((object) => nameOf(object) === deployment),
      recorded: images.find((row) => row.deployment === deployment),
      running: running.find((row) => row.deployment === deployment),
    }),
  );
  return judgeMatches(facts, { parts: args.parts, takenAt: snapshot.takenAt });
}

function allOf(deployments: readonly string[], context: RunContext): readonly Target[] {
  const known = targetsOf('all', context);
  return deployments.map(
    (deployment) =>
      known.find((target) => target.deployment === deployment) ?? { service: deployment, deployment },
  );
}
