import { describe, expect, it } from 'vitest';
import { backupFresh } from '../../../src/steps/checks/backup-fresh.ts';
import { ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../fixtures/object-cluster.ts';
import { monitoredContext, prometheusHttp, vector } from '../../fixtures/prometheus/prometheus-http.ts';
import { environment, fakeRunContext, fakeShell, inventory } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

/** What every clock says here. */
const now = Date.parse('2026-03-02T10:00:00Z');
const minute = 60_000;
const iso = (minutesAgo: number): string => new Date(now - minutesAgo * minute).toISOString();

const thresholds = { ...inventory, thresholds: { 'backup-age-minutes': 60 } };

function cronJob(status: Readonly<Record<string, unknown>> = {}, suspend = false): Manifest {
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'backup' }, spec: { suspend }, status };
}

function job(name: string, condition: 'Complete' | 'Failed', minutesAgo: number, of = 'backup'): Manifest {
  const ownerReferences = [{ kind: 'CronJob', name: of }];
  const conditions = [{ type: condition, status: 'True' }];
  const done = condition === 'Complete' ? { completionTime: iso(minutesAgo) } : {};
  const status = { startTime: iso(minutesAgo), conditions, ...done };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, ownerReferences }, status };
}

function inCluster(objects: readonly Manifest[], time: number | undefined = now) {
  const cluster = fakeCluster({ ...objectCluster(objects).methods, time: () => Promise.resolve(time) });
  const values = { 'backup-cronjob': 'backup' };
  return fakeRunContext({
    environment: { ...environment, values },
    inventory: thresholds,
    ports: { cluster },
  });
}

describe('the check backup.fresh of a CronJob', () => {
  it.each([
    ['its last success in its status', [cronJob({ lastSuccessfulTime: iso(59) })], 'pass'],
    ['one exactly as old as the limit', [cronJob({ lastSuccessfulTime: iso(60) })], 'fail'],
    [
      'a Job that was completed since',
      [cronJob({ lastSuccessfulTime: iso(200) }), job('b', 'Complete', 5)],
      'pass',
    ],
    ['a Job alone', [cronJob(), job('b', 'Complete', 5)], 'pass'],
    ['a Job that has failed', [cronJob(), job('b', 'Failed', 5)], 'inconclusive'],
    ['a Job of another CronJob', [cronJob(), job('b', 'Complete', 5, 'other')], 'inconclusive'],
    ['no success yet', [cronJob()], 'inconclusive'],
    ['a success that is still to come', [cronJob({ lastSuccessfulTime: iso(-5) })], 'error'],
    ['a time that is none', [cronJob({ lastSuccessfulTime: 'yesterday' })], 'inconclusive'],
    ['no CronJob', [], 'error'],
  ])('answers to %s', async (_what, objects, verdict) => {
    expect((await backupFresh.run({}, inCluster(objects))).verdict).toBe(verdict);
  });

  it('tells what has failed since, and that no further one will come', async () => {
    const objects = [
      cronJob({ lastSuccessfulTime: iso(30) }, true),
      job('backup-2', 'Failed', 10),
      job('backup-1', 'Failed', 50),
    ];
    const { verdict, evidence } = await backupFresh.run({}, inCluster(objects));
    expect(verdict).toBe('pass');
    expect(evidence[0].details).toEqual([
      'it is suspended: no further backup will come',
      'backup-2 has failed since: kubectl logs job/backup-2',
      'the clocks of this machine and of the cluster agree',
    ]);
  });

  it('counts by the clock of the cluster, and tells how far ours is from it', async () => {
    const objects = [cronJob({ lastSuccessfulTime: iso(30) })];
    const late = await backupFresh.run({}, inCluster(objects, now + 40 * minute));
    expect(late).toMatchObject({ verdict: 'fail' });
    expect(late.evidence[0].details).toEqual(['the clock of this machine is 2400 s behind the cluster’s']);
    const untold = await backupFresh.run({}, inCluster(objects, undefined));
    expect(untold).toMatchObject({ verdict: 'pass' });
  });

  it('is an error where the account may not look, and without a cluster', async () => {
    const forbidden = new ClusterError('forbidden', 'you may not get cronjobs');
    const cluster = fakeCluster({ get: () => Promise.reject(forbidden) });
    const context = fakeRunContext({ inventory: thresholds, ports: { cluster } });
    expect(await backupFresh.run({ cronjob: 'backup' }, context)).toMatchObject({ verdict: 'error' });
    const none = fakeRunContext({ inventory: thresholds });
    expect(await backupFresh.run({ cronjob: 'backup' }, none)).toMatchObject({ verdict: 'error' });
  });
});

describe('the check backup.fresh of other sources', () => {
  it.each([
    ['a time half an hour ago', vector([{}, String(now / 1000 - 1800)]), 'pass'],
    ['the newest of several', vector([{ db: 'a' }, '1'], [{ db: 'b' }, String(now / 1000 - 60)]), 'pass'],
    ['a time two hours ago', vector([{}, String(now / 1000 - 7200)]), 'fail'],
    ['no series', vector(), 'inconclusive'],
    ['NaN', vector([{}, 'NaN']), 'inconclusive'],
    ['zero, before the first backup', vector([{}, '0']), 'inconclusive'],
    ['no answer of Prometheus', '<html>', 'error'],
  ])('answers to a query that gives %s', async (_what, body, verdict) => {
    const context = monitoredContext(
      prometheusHttp(() => body),
      { inventory: thresholds },
    );
    expect(await backupFresh.run({ query: 'max(backup_time)' }, context)).toMatchObject({ verdict });
  });

  it.each([
    ['a time', { stdout: `looking\n${iso(10)}\n` }, 'pass'],
    ['a time of long ago', { stdout: `${iso(90)}\n` }, 'fail'],
    ['a date without its zone', { stdout: '2026-03-02T09:50:00\n' }, 'error'],
    ['nothing', { stdout: '' }, 'error'],
    ['a time, and fails', { stdout: iso(10), exit: { code: 1 } }, 'error'],
  ])('answers to a command that prints %s', async (_what, ran, verdict) => {
    const shell = fakeShell([{ script: 'last-backup', ...ran }]);
    const context = fakeRunContext({ inventory: thresholds, ports: { shell } });
    expect(await backupFresh.run({ run: 'last-backup' }, context)).toMatchObject({ verdict });
  });

  it('is inconclusive where nobody says where to look, and says what to write', async () => {
    const result = await backupFresh.run({}, fakeRunContext({ inventory: thresholds }));
    expect(result).toMatchObject({ verdict: 'inconclusive' });
    expect(result.evidence[0].next).toContain('environments.production.values');
  });

  it('is an error without a limit', async () => {
    expect(await backupFresh.run({ run: 'x' }, fakeRunContext())).toMatchObject({ verdict: 'error' });
  });
});
