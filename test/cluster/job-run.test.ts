import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobRun } from '../../src/steps/actions/job-run.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway'];
const migrate = {
  name: 'db-migrate v1.2.3',
  'from-deployment': 'api-gateway',
  command: ['pnpm', 'db:migrate'],
};

describeWithCluster('job.run on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'job');
    await target.deploy({ services, tag: 'v1.2.2', replicas: 1 });
    await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
  });

  afterAll(() => target.remove());

  it('runs a migration with the Deployment’s environment and streams its log', async () => {
    const context = await liveContext(target, services, { attemptName: 's-a1-migrate-1' });
    const result = await jobRun.run({ ...migrate, tag: 'v1.2.3' }, context);
    expect(result.summary).toMatch(/^Job db-migrate-v1-2-3-s-a1-migrate-1 completed in \d+s$/);
    expect(context.told.output.stdout).toContain('3 migrations applied');
    const job = await target.kubectl(['get', 'job', String(result.values?.['job']), '-o', 'json']);
    expect(job).toContain('"name": "prod-teei-config"');
    expect(job).toContain('ghcr.io/henrigkroine/teei-api-gateway:v1.2.3');
  });

  it('does not run twice what an earlier process of the same attempt started', async () => {
    const attemptName = 's-a1-migrate-2';
    const first = await jobRun.run(migrate, await liveContext(target, services, { attemptName }));
    const again = await liveContext(target, services, { attemptName });
    const second = await jobRun.run(migrate, again);
    expect([first.verdict, second.verdict]).toEqual(['pass', 'pass']);
    expect(again.told.output.stderr).toContain('exists already: it is watched, not run again');
    const { jobs } = await target.cluster.look(['jobs']);
    expect(jobs.filter((job) => job.name.endsWith(attemptName))).toHaveLength(1);
  });

  it('fails a migration that fails, with exit code and last log lines', async () => {
    const context = await liveContext(target, services, { attemptName: 's-a1-migrate-3' });
    const result = await jobRun.run({ ...migrate, tag: 'v1.2.6' }, context);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toContain('It failed with exit code 1.');
    expect(result.evidence[0].details?.at(-1)).toBe('error: relation "organisations" already exists');
    expect(context.told.output.stdout).toContain('already exists');
  });

  it('fails at an image that can’t be pulled, names it, and leaves no Job behind', async () => {
    const context = await liveContext(target, services, { attemptName: 's-a1-migrate-4' });
    const result = await jobRun.run({ ...migrate, tag: 'v9.9.9' }, context);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toContain('ghcr.io/henrigkroine/teei-api-gateway:v9.9.9');
    expect(await target.cluster.getJob(String(result.values?.['job']))).toBeUndefined();
  });

  it('deletes the Job when the step is stopped, and says so', async () => {
    const stop = new AbortController();
    const context = await liveContext(target, services, {
      attemptName: 's-a1-migrate-5',
      signal: stop.signal,
    });
    const running = jobRun.run(
      { ...migrate, command: ['/app/service'] },
      {
        ...context,
        output: (stream, chunk) => {
          // The log has begun: the container runs.
          if (stream === 'stdout') stop.abort('operator');
          return context.output(stream, chunk);
        },
      },
    );
    const result = await running;
    expect(result.verdict).toBe('inconclusive');
    expect(result.summary).toContain('it was deleted with its pods');
    expect(await target.cluster.getJob(String(result.values?.['job']))).toBeUndefined();
  });
});
