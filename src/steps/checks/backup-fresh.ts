import * as z from 'zod';
import { formatDuration } from '../../runbook/values/duration.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import type { Evidence, Verdict } from '../outcome.ts';
import { missing } from './answers.ts';
import type { NewestBackup } from './backup/newest-backup.ts';
import { newestOfCommand } from './backup/of-command.ts';
import { newestOfCronJob } from './backup/of-cron-job.ts';
import { newestOfQuery } from './backup/of-query.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { sourceKeys } from './prom/source.ts';

const name = 'backup.fresh';
const threshold = 'backup-age-minutes';

/** How far in the future a time may lie before the clocks are no longer believed, in milliseconds. */
const tolerance = 60_000;

const schema = z.strictObject({
  ...sourceKeys,
  /** A CronJob of the namespace whose last success is the newest backup. */
  cronjob: z.string().min(1).optional(),
  /** Instead: a query of Prometheus for the time of the newest backup, in seconds since 1970. */
  query: z.string().min(1).optional(),
  /** Instead: shell text that only looks, and prints that time as its last line. */
  run: z.string().min(1).optional(),
  /** Minutes that it may be old. */
  'max-minutes': z.number().positive().optional(),
});

type Args = z.infer<typeof schema>;

/** Is there a backup of the database that is young enough to go back to? */
export const backupFresh = defineCheck({
  name,
  summary: 'The newest backup of the database is younger than platform.yaml allows.',
  mode: 'look',
  needs: [],
  shellText: ['run'],
  schema,
  example: { cronjob: 'database-backup', 'max-minutes': 60 },
  describe: (args, context) => `the newest backup of the database is ${limitText(args, context)} old`,
  run: async (args, context): Promise<CheckResult> => {
    const limit = limitOf(args, context);
    if (limit === undefined)
      return missing(name, `the threshold ${threshold} in platform.yaml`, 'it is not there');
    const newest = await newestBackup(args, context);
    return newest === undefined ? unknownSource(context) : judge(newest, limit);
  },
});

function limitOf(args: Args, { inventory }: PreviewContext): number | undefined {
  const minutes = args['max-minutes'] ?? inventory.thresholds[threshold];
  return minutes === undefined ? undefined : minutes * 60_000;
}

function limitText(args: Args, context: PreviewContext): string {
  const limit = limitOf(args, context);
  return limit === undefined ? `less than ${threshold}` : `less than ${formatDuration(limit)}`;
}

/** What the runbook names comes before what platform.yaml does. Undefined: neither names a source. */
async function newestBackup(args: Args, context: RunContext): Promise<NewestBackup | undefined> {
  const { values } = context.environment;
  const { run, cronjob, query } = args;
  if (run !== undefined) return newestOfCommand(name, run, context);
  if (cronjob !== undefined) return newestOfCronJob(name, cronjob, context);
  if (query !== undefined) return newestOfQuery(name, query, args, context);
  const { 'backup-cronjob': standing, 'backup-query': asked } = values;
  if (standing !== undefined) return newestOfCronJob(name, standing, context);
  return asked === undefined ? undefined : newestOfQuery(name, asked, args, context);
}

function judge(newest: NewestBackup, limit: number): CheckResult {
  const expected = `less than ${formatDuration(limit)} old`;
  switch (newest.kind) {
    case 'unanswered':
      return newest.result;
    case 'none': {
      const { source, observed, next } = newest;
      const row = evidence('inconclusive', expected, observed, { where: source, next });
      return { verdict: 'inconclusive', summary: `No backup is known: ${observed}`, evidence: [row] };
    }
    case 'known':
      return judgeAge(newest, limit, expected);
  }
}

function judgeAge(
  newest: Extract<NewestBackup, { kind: 'known' }>,
  limit: number,
  expected: string,
): CheckResult {
  const { at, now, source, details } = newest;
  const age = now - at;
  const since = new Date(at).toISOString();
  const facts = { where: source, since, details };
  if (age < -tolerance) {
    const next = 'Compare the clocks (date -u, and the one of the system that makes the backup)';
    const observed = `a backup of ${since}, which is still to come`;
    const row = evidence('error', expected, observed, { ...facts, next });
    return { verdict: 'error', summary: `The clocks disagree: ${observed}`, evidence: [row] };
  }
  const observed = `${ageText(Math.max(0, age))} old (${since})`;
  const fresh = age < limit;
  const next = 'Make a backup now, see that it ends well, and run the step again';
  const row = evidence(fresh ? 'pass' : 'fail', expected, observed, fresh ? facts : { ...facts, next });
  return { verdict: row.result, summary: `The newest backup is ${observed}`, evidence: [row] };
}

function ageText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes === 0 ? 'less than a minute' : formatDuration(minutes * 60_000);
}

function unknownSource({ environment }: PreviewContext): CheckResult {
  const place = `environments.${environment.name}.values`;
  const next = `Write backup-cronjob (a CronJob of the namespace) or backup-query (of Prometheus) below ${place}, or have somebody look when the last backup ended`;
  const observed = 'neither is there';
  const row = evidence('inconclusive', 'backup-cronjob or backup-query', observed, {
    where: 'platform.yaml',
    next,
  });
  return {
    verdict: 'inconclusive',
    summary: `platform.yaml does not say where the backups of ${environment.name} can be seen`,
    evidence: [row],
  };
}

function evidence(
  result: Verdict,
  expected: string,
  observed: string,
  more: Pick<Evidence, 'where' | 'since' | 'details' | 'next'>,
): Evidence {
  return { check: name, result, what: 'the newest backup of the database', expected, observed, ...more };
}
