import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestDiff } from '../../src/steps/actions/manifest-diff.ts';
import { rolloutWaves } from '../../src/steps/actions/rollout-waves.ts';
import type { CheckResult } from '../../src/steps/checks/define-check.ts';
import { httpCheck } from '../../src/steps/checks/http-check.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import type { RunContext } from '../../src/steps/context.ts';
import { makeNamespace, sampleManifests, sampleServices, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { inventory } from '../fixtures/run-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const waves: Readonly<Record<string, number>> = { 'discord-bot': 1, analytics: 2, reporting: 2 };
const names = Object.keys(waves);
const minutes = 60_000;

describeWithCluster('rollout.waves on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'waves');
    await target.deploy({ services: names, tag: 'v1.2.2' });
    await rolloutWait.run({ deadline: '2m' }, await context());
  }, 3 * minutes);
  afterAll(() => target.remove());

  function context(more: Partial<Omit<RunContext, 'ports'>> = {}) {
    const services = sampleServices(names).map((service) => ({ ...service, wave: waves[service.name] ?? 1 }));
    return liveContext(target, names, { inventory: { ...inventory, services }, ...more });
  }

  /** What a person would have approved: the release of this tag, compared with the cluster as it is. */
  async function approved(tag: string): Promise<{ readonly manifest: string; readonly plan: string }> {
    const comparing = await context();
    const manifest = join(comparing.cwd, 'manifest.yaml');
    await writeFile(manifest, await sampleManifests(target.namespace, { services: names, tag }));
    expect((await manifestDiff.run({ manifest }, comparing)).verdict).toBe('pass');
    return { manifest, plan: join(comparing.stepDir, 'plan.json') };
  }

  async function generations(): Promise<Readonly<Record<string, number>>> {
    const { deployments } = await target.cluster.look(['deployments']);
    return Object.fromEntries(deployments.map(({ name, generation }) => [name, generation]));
  }

  it(
    'stops at a canary that fails, says why, and leaves the others untouched',
    async () => {
      const before = await generations();
      const result = await rolloutWaves.run(
        { ...(await approved('v1.2.4')), deadline: '2m' },
        await context(),
      );
      expect(result).toMatchObject({
        verdict: 'fail',
        failing: ['discord-bot'],
        values: { 'waves-done': 0 },
      });
      expect(result.summary).toMatch(
        /^wave 1: discord-bot: CrashLoopBackOff .* Not touched: analytics, reporting$/,
      );
      expect(result.evidence[0].details?.join('\n')).toContain('fatal: JWT_SECRET is not set');
      const after = await generations();
      expect({ ...after, 'prod-teei-discord-bot': 0 }).toEqual({ ...before, 'prod-teei-discord-bot': 0 });
    },
    3 * minutes,
  );

  it(
    'goes on after it was stopped in between, passes over what is done, and ends with all of it verified',
    async () => {
      await target.deploy({ services: names, tag: 'v1.2.2' });
      await rolloutWait.run({ deadline: '2m' }, await context());
      const plan = { ...(await approved('v1.2.3')), 'stable-for': '2s', deadline: '2m' };
      const stop = new AbortController();
      const first = await context({ signal: stop.signal });
      const progress: RunContext['progress'] = (told) => {
        first.progress(told);
        if (told.rows?.some((row) => row.cells[2] === 'verified') === true) stop.abort('shutdown');
      };
      const stopped = await rolloutWaves.run(plan, { ...first, progress });
      expect(stopped.verdict).not.toBe('pass');
      const resumed = await context();
      const result: CheckResult = await rolloutWaves.run(plan, resumed);
      expect(result).toMatchObject({ verdict: 'pass', values: { 'waves-done': 2 } });
      const rows = result.evidence.map(({ what, observed }) => `${what}: ${observed}`);
      expect(rows).toContainEqual(
        expect.stringMatching(/^discord-bot: \d of \d ready, revision \d+, was so before$/),
      );
      expect(rows).toContainEqual(expect.stringMatching(/^analytics: \d of \d ready, revision \d+/));
      const table = resumed.told.progress.find(({ rows: told }) => (told?.length ?? 0) > 0);
      expect(table?.columns).toEqual(['wave', 'ready', 'state', 'for', 'revision', 'restarts']);
    },
    4 * minutes,
  );

  it(
    'sees 15 % of errors in samples where every health endpoint is well',
    async () => {
      await target.deploy({ services: ['reporting'], tag: 'v1.2.5' });
      await rolloutWait.run({ deployments: ['reporting'], deadline: '2m' }, await context());
      expect((await httpCheck.run({ services: 'all' }, await context())).verdict).toBe('pass');
      const result = await httpCheck.run({ services: 'all', path: '/', samples: 60 }, await context());
      expect(result).toMatchObject({ verdict: 'fail', failing: ['reporting'] });
      expect(result.evidence[0].observed).toMatch(/^\d+ of 60 answers \(\d+ %\) not so: \d+× status 500$/);
    },
    3 * minutes,
  );
});
