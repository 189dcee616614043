import { join } from 'node:path';
import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { namesOf, targetsOf } from '../checks/targets.ts';
import { watchUntil } from '../checks/watch-until.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { nameOf } from '../manifest/strip.ts';
import type { Cluster } from '../ports/cluster.ts';
import { keptFile, writeKept } from './writers/kept.ts';
import { stopCronJob, stopDeployment } from './writers/mark.ts';
import { isStill, type StillWriting, stillWriting } from './writers/still-writing.ts';
import { reportStopped } from './writers/stopped-report.ts';
import { cronJobKind, deploymentKind, turn, type Turned } from './writers/turn.ts';
import { withCluster } from '../checks/with-cluster.ts';

const schema = z.strictObject({
  services: servicesSchema,
  /** How long pods may take to end, and Jobs that run to complete. */
  deadline: durationSchema.default(5 * 60_000),
});

type Args = z.infer<typeof schema>;

/** Stops whatever writes to the database, and keeps how it was. */
export const writersStop = defineCheck({
  name: 'writers.stop',
  summary:
    'Scales services to zero and suspends all CronJobs, keeps how they were, and waits until nothing writes.',
  mode: 'act',
  needs: ['cluster'],
  sets: ['writers'],
  schema,
  example: { services: ['analytics'], deadline: '5m' },
  describe: (args, context) =>
    `${namesOf(targetsOf(args.services, context))} and all CronJobs of ${context.environment.namespace} have stopped within ${formatDuration(args.deadline)}`,
  changes: (args, context) => [
    `scales to zero: ${namesOf(targetsOf(args.services, context))}`,
    `suspends every CronJob of ${context.environment.namespace}`,
    'writes on each of them how it was before',
  ],
  run: (args, context) => withCluster('writers.stop', context, (cluster) => stop(args, context, cluster)),
});

async function stop(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const targets = targetsOf(args.services, context);
  const turned: Turned[] = [];
  const told = (one: Turned | undefined): void => {
    if (one === undefined) return;
    turned.push(one);
    context.progress({ summary: `stopping: ${String(turned.length)} done, ${one.writer.name}` });
  };
  // First what starts by itself: no new Job while the services end.
  for (const cronJob of (await cluster.list(cronJobKind)) ?? []) {
    if (context.signal.aborted) break;
    told(await turn(cluster, cronJobKind, nameOf(cronJob), stopCronJob));
  }
  for (const { deployment } of targets) {
    if (context.signal.aborted) break;
    told(await turn(cluster, deploymentKind, deployment, stopDeployment));
  }
  const kept = join(context.stepDir, keptFile);
  await context.ports.files.write(kept, writeKept(turned.map(({ writer }) => writer)));
  const left = await untilStill(cluster, context, args.deadline, deploymentsOf(turned));
  const absent = targets
    .map(({ deployment }) => deployment)
    .filter((name) => !turned.some(({ writer }) => writer.kind === 'Deployment' && writer.name === name));
  return { ...reportStopped({ turned, absent, left, kept }), values: { writers: kept } };
}

function deploymentsOf(turned: readonly Turned[]): readonly string[] {
  return turned.flatMap(({ writer }) => (writer.kind === 'Deployment' ? [writer.name] : []));
}

/** What still writes when nothing does any more, the deadline is over, or it was stopped. */
async function untilStill(
  cluster: Cluster,
  context: RunContext,
  deadline: number,
  deployments: readonly string[],
): Promise<StillWriting | undefined> {
  let last: StillWriting | undefined;
  const end = await watchUntil({
    cluster,
    kinds: ['replicaSets', 'pods', 'jobs'],
    clock: context.ports.clock,
    signal: context.signal,
    deadline,
    judge: ({ state, trouble }) => {
      if (state === undefined) return undefined;
      last = stillWriting(state, deployments);
      const doing = `waiting for ${String(last.pods.length)} pods and ${String(last.jobs.length)} Jobs to end`;
      context.progress({ summary: trouble === undefined ? doing : `${doing}; ${trouble.message}` });
      return trouble === undefined && isStill(last) ? last : undefined;
    },
  });
  switch (end.kind) {
    case 'decided':
      return end.value;
    case 'error':
      throw end.error;
    case 'deadline':
    case 'stopped':
      if (end.view?.trouble !== undefined) throw end.view.trouble;
      return last;
  }
}
