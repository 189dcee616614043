import { afterAll, beforeAll, expect, it } from 'vitest';
import { rollbackRevisions } from '../../src/steps/actions/rollback-revisions.ts';
import { snapshotTake } from '../../src/steps/actions/snapshot-take.ts';
import { rollbackHistory } from '../../src/steps/checks/rollback-history.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { snapshotMatches } from '../../src/steps/checks/snapshot-matches.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];
const minutes = 60_000;

describeWithCluster('going back to revisions on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'rollback-revisions');
    await release('v1.2.2');
  }, 2 * minutes);
  afterAll(() => target.remove());

  async function release(tag: string): Promise<void> {
    await target.deploy({ services, tag, replicas: 1 });
    const rolledOut = await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
    expect(rolledOut.summary).toMatch(/^2 of 2 /);
  }

  function images(): Promise<string> {
    const path = '{range .items[*]}{.spec.template.spec.containers[0].image} {end}';
    return target.kubectl(['get', 'deployments', '-o', `jsonpath=${path}`]);
  }

  it(
    'goes back to what was recorded, and then to a chosen one, all at once and never to the release itself',
    async () => {
      await release('v1.2.3');
      const saved = await liveContext(target, services);
      expect((await snapshotTake.run({}, saved)).verdict).toBe('pass');
      await target.deploy({ services, tag: 'v1.2.4', replicas: 1 });

      const back = await liveContext(target, services);
      const history = await rollbackHistory.run({ snapshot: saved.stepDir }, back);
      expect(history.summary).toBe('6 revisions of api-gateway, analytics are kept');
      expect(back.told.output.stdout).toMatch(
        /^analytics +3 +\d+m?s? +\S+:v1\.2\.4 +current, \S.*\n +2 .*as saved\n +1 .*older$/m,
      );
      const release3 = { snapshot: saved.stepDir, revisions: 'analytics=3' };
      expect(await rollbackRevisions.run(release3, back)).toMatchObject({
        verdict: 'fail',
        failing: ['analytics'],
      });
      expect(await images()).not.toContain('v1.2.3');

      const recorded = await rollbackRevisions.run({ snapshot: saved.stepDir }, back);
      expect(recorded.summary).toBe('2 of 2 went back, 0 were there already');
      expect((await rolloutWait.run({ deadline: '2m' }, back)).verdict).toBe('pass');
      for (const snapshot of [saved.stepDir, back.stepDir]) {
        const matches = await snapshotMatches.run({ snapshot }, back);
        expect(matches.summary).toBe('2 of 2 run what ran when the snapshot was taken');
      }

      const chosen = await liveContext(target, services);
      const revisions = 'api-gateway=1, analytics=1';
      const older = await rollbackRevisions.run({ snapshot: saved.stepDir, revisions }, chosen);
      expect(older.verdict).toBe('pass');
      expect(await images()).toMatch(/^\S+analytics:v1\.2\.2 \S+api-gateway:v1\.2\.2 $/);
      expect((await rolloutWait.run({ deadline: '2m' }, chosen)).verdict).toBe('pass');
      // Nobody wrote down which images that revision ran.
      const matches = await snapshotMatches.run({ snapshot: chosen.stepDir }, chosen);
      expect(matches.verdict).toBe('inconclusive');
    },
    3 * minutes,
  );

  it('refuses a paused Deployment, and changes none then', async () => {
    const context = await liveContext(target, services);
    await target.kubectl(['rollout', 'pause', 'deployment/prod-teei-analytics']);
    const before = await images();
    const result = await rollbackRevisions.run({ revisions: 'api-gateway=2, analytics=2' }, context);
    await target.kubectl(['rollout', 'resume', 'deployment/prod-teei-analytics']);
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0].next).toContain('kubectl rollout resume deployment/prod-teei-analytics');
    expect(await images()).toBe(before);
  });
});
