import { describe, expect, it } from 'vitest';
import { startGithub } from '../../../src/rehearsal/outside/github.ts';
import type { OutsideSystem } from '../../../src/rehearsal/outside/system.ts';
import { field, items } from '../../../src/steps/manifest/json.ts';
import type { PlatformState } from '../../../src/rehearsal/scenario/model.ts';
import { type ManualSchedule } from '../../fixtures/rehearsal/manual-schedule.ts';
import { quietWorld } from '../../fixtures/rehearsal/quiet-world.ts';

const workflow = '/actions/workflows/deploy-production.yml';

interface Hub {
  readonly schedule: ManualSchedule;
  ask(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; json: unknown; location?: string; body: string }>;
}

function start(fault: PlatformState['workflow'] = 'passes'): Hub {
  const world = quietWorld();
  const system: OutsideSystem = startGithub({
    world,
    namespace: 'prod',
    pace: 1,
    releases: ['v1.2.2', 'v1.2.3'],
    platform: () => ({
      vault: 'open',
      database: 'normal',
      stuckConsumers: [],
      backupAge: 0,
      workflow: fault,
    }),
  });
  return {
    schedule: world.schedule,
    ask: async (method, path, body, token = 'rehearsal-github-token') => {
      const url = new URL(
        path.startsWith('/logs') ? path : `/repos/rehearsal/platform${path}`,
        'http://localhost',
      );
      const reply = await system.reply({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { authorization: `token ${token}`, host: '127.0.0.1:4711' },
        body: body === undefined ? '' : JSON.stringify(body),
      });
      const json: unknown =
        reply.contentType.includes('json') && reply.body !== '' ? JSON.parse(reply.body) : undefined;
      return { ...reply, json };
    },
  };
}

const dispatched = { ref: 'main', inputs: { image_tag: 'v1.2.3', session: 'one' }, return_run_details: true };

/** A run that waits for its approval, and then goes on after it. */
async function approved(hub: Hub, inputs: Readonly<Record<string, string>> = {}): Promise<unknown> {
  await hub.ask('POST', `${workflow}/dispatches`, {
    ...dispatched,
    inputs: { ...dispatched.inputs, ...inputs },
  });
  await hub.schedule.pass(60_000);
  const review = { environment_ids: [1], state: 'approved', comment: 'Ship it!' };
  await hub.ask('POST', '/actions/runs/1001/pending_deployments', review);
  await hub.schedule.pass(10 * 60_000);
  return (await hub.ask('GET', '/actions/runs/1001')).json;
}

async function conclusions(hub: Hub): Promise<readonly unknown[]> {
  const { json } = await hub.ask('GET', '/actions/runs/1001/jobs');
  return items(field(json, 'jobs')).map((job) => field(job, 'conclusion'));
}

describe('the GitHub of a rehearsal', () => {
  it('answers nobody without the token of the rehearsal', async () => {
    expect(await start().ask('GET', '/actions/runs/1001', undefined, 'mine')).toMatchObject({ status: 401 });
  });

  it('knows the releases, and nothing else', async () => {
    const hub = start();
    const { json } = await hub.ask('GET', '/commits/v1.2.3/check-runs');
    expect(items(field(json, 'check_runs')).map((run) => field(run, 'name'))).toContain('Trivy');
    expect(await hub.ask('GET', '/commits/v9.9.9/check-runs')).toMatchObject({ status: 422 });
    const { json: commit } = await hub.ask('GET', '/commits/v1.2.3');
    const sha = String(field(commit, 'sha'));
    const found = await hub.ask('GET', `/deployments?environment=staging&sha=${sha}`);
    expect(found.json).toMatchObject([{ ref: 'v1.2.3' }]);
    expect((await hub.ask('GET', `/deployments?environment=production&sha=${sha}`)).json).toEqual([]);
  });

  it('runs the workflow up to its approval, and no further', async () => {
    const hub = start();
    const { status, json } = await hub.ask('POST', `${workflow}/dispatches`, dispatched);
    expect([status, field(json, 'workflow_run_id')]).toEqual([200, 1001]);
    await hub.schedule.pass(60 * 60_000);
    expect((await hub.ask('GET', '/actions/runs/1001')).json).toMatchObject({
      status: 'waiting',
      display_title: 'Deploy v1.2.3 (one)',
    });
    expect((await hub.ask('GET', '/actions/runs/1001/pending_deployments')).json).toHaveLength(1);
  });

  it('does not say which run it is unless it is asked to', async () => {
    const hub = start();
    const plain = { ref: 'main', inputs: { image_tag: 'v1.2.3' } };
    expect(await hub.ask('POST', `${workflow}/dispatches`, plain)).toMatchObject({ status: 204 });
    expect(field((await hub.ask('GET', `${workflow}/runs`)).json, 'total_count')).toBe(1);
  });

  it('comes to a good end when it is approved', async () => {
    const hub = start();
    expect(await approved(hub)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(await conclusions(hub)).toEqual(['success', 'success', 'success', 'success', 'skipped']);
  });

  it('leaves the smoke tests out where that is asked for', async () => {
    const hub = start('fails-smoke');
    expect(await approved(hub, { run_smoke_tests: 'false' })).toMatchObject({ conclusion: 'success' });
    expect(await conclusions(hub)).toEqual(['success', 'success', 'success', 'skipped', 'skipped']);
  });

  it.each<[PlatformState['workflow'], readonly string[]]>([
    ['fails-deploy', ['success', 'failure', 'skipped', 'skipped', 'success']],
    ['fails-health', ['success', 'success', 'failure', 'skipped', 'success']],
    ['fails-smoke', ['success', 'success', 'success', 'failure', 'success']],
  ])('rolls back where it %s', async (fault, ends) => {
    const hub = start(fault);
    expect(await approved(hub)).toMatchObject({ conclusion: 'failure' });
    expect(await conclusions(hub)).toEqual(ends);
  });

  it('does not roll back where that is not enabled, or nothing was deployed', async () => {
    const hub = start('fails-smoke');
    await approved(hub, { enable_rollback: 'false' });
    expect((await conclusions(hub)).at(-1)).toBe('skipped');
    const rejected = start();
    await rejected.ask('POST', `${workflow}/dispatches`, dispatched);
    await rejected.schedule.pass(60_000);
    const review = { environment_ids: [1], state: 'rejected', comment: 'No' };
    await rejected.ask('POST', '/actions/runs/1001/pending_deployments', review);
    expect(await conclusions(rejected)).toEqual(['success', 'failure', 'skipped', 'skipped', 'skipped']);
    expect((await rejected.ask('GET', '/actions/runs/1001/approvals')).json).toEqual([
      { state: 'rejected', comment: 'No' },
    ]);
  });

  it('leads to the log of a job, which needs no token', async () => {
    const hub = start('fails-smoke');
    await approved(hub);
    const { status, location = '' } = await hub.ask('GET', '/actions/jobs/100104/logs');
    expect([status, location]).toEqual([302, 'http://127.0.0.1:4711/github/logs/100104']);
    const log = await hub.ask('GET', new URL(location).pathname.replace('/github', ''), undefined, '');
    expect(log.body).toContain('##[error]');
  });
});
