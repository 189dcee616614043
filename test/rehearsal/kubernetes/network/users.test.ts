import { describe, expect, it } from 'vitest';
import type { HttpBehaviour } from '../../../../src/rehearsal/kubernetes/kubelet/behaviour.ts';
import { users } from '../../../../src/rehearsal/kubernetes/network/users.ts';
import { uidOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { podInState, wrote } from '../../../fixtures/rehearsal/pod-in-state.ts';
import { servingWorld, well } from '../../../fixtures/rehearsal/serving-world.ts';

/** What a service writes in half a minute while users ask it. */
async function written(http: HttpBehaviour): Promise<readonly string[]> {
  const world = servingWorld(http);
  const pod = podInState(world, 'web', [{ name: 'app', port: 3000 }]);
  wrote(world, pod, 'app', []);
  const stop = users.start(world);
  await world.schedule.pass(30_000);
  stop();
  await world.schedule.pass(30_000);
  return world.logs.current(uidOf(pod), 'app')?.lines.map(({ text }) => text) ?? [];
}

describe('the users of a service', () => {
  it('leave errors in its log where some of their requests fail', async () => {
    const lines = await written({ ...well, errors: 0.15 });
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', status: 500 });
  });

  it('leave warnings where it is slow', async () => {
    const lines = await written({ ...well, latency: 2600 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', status: 200, ms: 2600 });
  });

  it('leave nothing where all is well', async () => {
    expect(await written(well)).toEqual([]);
  });
});
