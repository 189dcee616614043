import { field, items, text } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { RunContext } from '../../context.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { missing, unanswered } from '../answers.ts';
import { clusterError } from '../watch-until.ts';
import type { NewestBackup } from './newest-backup.ts';

const cronJobs = { kind: 'CronJob', apiVersions: ['batch/v1'] } as const;
const jobs = { kind: 'Job', apiVersions: ['batch/v1'] } as const;

/**
 * The last success of a CronJob: what its status says, or the newest completed Job of it. A Job that was deleted is still
 * in the status, and a server that does not keep that status still has the Jobs.
 */
export async function newestOfCronJob(
  check: string,
  name: string,
  context: RunContext,
): Promise<NewestBackup> {
  const { cluster, clock } = context.ports;
  if (cluster === undefined)
    return { kind: 'unanswered', result: missing(check, 'a pinned cluster', 'none') };
  try {
    return await look(check, name, cluster, clock.now());
  } catch (thrown) {
    return { kind: 'unanswered', result: unanswered(check, clusterError(thrown)) };
  }
}

async function look(check: string, name: string, cluster: Cluster, ours: number): Promise<NewestBackup> {
  const cronJob = await cluster.get(cronJobs, name);
  if (cronJob === undefined) {
    return { kind: 'unanswered', result: missing(check, `the CronJob ${name}`, 'there is none') };
  }
  const runs = ((await cluster.list(jobs)) ?? []).filter((job) => isOf(job, name));
  const now = (await cluster.time()) ?? ours;
  const source = `CronJob ${name}`;
  const ended = runs.flatMap((job) => completedAt(job) ?? []);
  const said = moment(field(cronJob, 'status', 'lastSuccessfulTime'));
  const at = Math.max(...ended, said ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(at)) {
    const next = `Run it once (kubectl create job --from=cronjob/${name} …), and wait for its end`;
    return { kind: 'none', source, observed: 'it has not succeeded yet', next };
  }
  const details = [
    ...(field(cronJob, 'spec', 'suspend') === true ? ['it is suspended: no further backup will come'] : []),
    ...failuresSince(runs, at),
    skewText(now - ours),
  ];
  return { kind: 'known', at, now, source, details };
}

function isOf(job: Manifest, cronJob: string): boolean {
  return items(field(job, 'metadata', 'ownerReferences')).some(
    (owner) => field(owner, 'kind') === 'CronJob' && field(owner, 'name') === cronJob,
  );
}

/** When a Job was completed; undefined where it was not, however it ended. */
function completedAt(job: Manifest): number | undefined {
  return hasCondition(job, 'Complete') ? moment(field(job, 'status', 'completionTime')) : undefined;
}

function hasCondition(job: Manifest, type: string): boolean {
  return items(field(job, 'status', 'conditions')).some(
    (one) => field(one, 'type') === type && field(one, 'status') === 'True',
  );
}

function failuresSince(runs: readonly Manifest[], since: number): readonly string[] {
  return runs
    .filter((job) => hasCondition(job, 'Failed'))
    .filter((job) => (moment(field(job, 'status', 'startTime')) ?? 0) > since)
    .map((job) => `${nameOf(job)} has failed since: kubectl logs job/${nameOf(job)}`);
}

/** The age is counted by the server's clock; how far ours is from it tells how far to trust times that are shown. */
function skewText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (Math.abs(seconds) < 2) return 'the clocks of this machine and of the cluster agree';
  const words = seconds > 0 ? 'behind' : 'ahead of';
  return `the clock of this machine is ${String(Math.abs(seconds))} s ${words} the cluster’s`;
}

function moment(value: unknown): number | undefined {
  const parsed = Date.parse(text(value) ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}
