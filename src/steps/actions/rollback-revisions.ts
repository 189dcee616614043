import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { namesOf, targetsOf } from '../checks/targets.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import { type Aim, aimOf, readChoices } from './rollback/choose.ts';
import { readHistories } from './rollback/read-histories.ts';
import { writeRecord } from './rollback/record.ts';
import { refused, revisionsResult, type Went } from './rollback/revisions-report.ts';
import { setTemplate } from './rollback/set-template.ts';
import { leftBehind } from './rollback/left-behind.ts';
import { readImages } from './snapshot/read-images.ts';
import { withCluster } from '../checks/with-cluster.ts';

const name = 'rollback.revisions';

const schema = z.strictObject({
  /** Services that go back. */
  services: servicesSchema,
  /** The saved state that says which revision was running; empty: none, then each service's revision is chosen. */
  snapshot: z.string().default(''),
  /** `recorded`, or `analytics=3, reporting=recorded`: services that are not named go back to what was recorded. */
  revisions: z.string().default('recorded'),
});

type Args = z.infer<typeof schema>;

/** Goes back to revisions that are still kept, all services at once. */
export const rollbackRevisions = defineCheck({
  name,
  summary: 'Brings the templates of Deployments back to the revision that was saved, or to a chosen one.',
  mode: 'act',
  needs: ['cluster'],
  sets: ['restored-to'],
  schema,
  example: {
    services: ['analytics'],
    snapshot: '/sessions/one/steps/save-state/1',
    revisions: 'analytics=3',
  },
  describe: ({ services, revisions }, context) =>
    `${namesOf(targetsOf(services, context))}: back to revision ${revisions}`,
  changes: ({ services }, context) =>
    targetsOf(services, context).map(({ deployment }) => `the pod template of Deployment ${deployment}`),
  run: (args, context) => withCluster(name, context, (cluster) => goBack(args, cluster, context)),
});

async function goBack(args: Args, cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const targets = targetsOf(args.services, context);
  if (targets.length === 0) return missing(name, 'services in platform.yaml', 'none');
  const choices = readChoices(args.revisions, targets);
  if (!choices.ok) return missing(name, 'revisions such as analytics=3', choices.why);
  const read = await readHistories(targets, args.snapshot, cluster, context);
  if (read.kind === 'unusable') return missing(name, 'a snapshot of this namespace', read.why);
  const aims = read.histories.map((history) => aimOf(history, choices.of(history.service)));
  const held = aims.filter((aim) => aim.kind === 'refused');
  if (held.length > 0) return refused(held, aims.length);
  const recorded = read.folder === undefined ? [] : ((await readImages(read.folder, context)) ?? []);
  const aimed = aims.filter((aim) => aim.kind !== 'refused');
  await writeRecord(aimed, recorded, await cluster.identity(), context);
  const went = await Promise.all(aimed.map((aim) => go(cluster, aim)));
  const left = await leftBehind(cluster, read.saved, went);
  return { ...revisionsResult(went, left), values: { 'restored-to': context.stepDir } };
}

type Aimed = Exclude<Aim, { kind: 'refused' }>;

async function go(cluster: Cluster, aim: Aimed): Promise<Went> {
  const { history, revision } = aim;
  const live: Manifest = history.live ?? {};
  if (aim.kind === 'there') return { history, revision, result: { kind: 'there', live } };
  return { history, revision, result: await setTemplate(cluster, live, revision) };
}
