import { describe, expect, it } from 'vitest';
import { eventRecorder } from '../../../../src/rehearsal/kubernetes/controllers/support/events.ts';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const about: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'x', namespace: 'prod', uid: 'u', resourceVersion: '1' },
};

describe('events', () => {
  it('are counted up where the same is told again', async () => {
    const world = quietWorld();
    seed(world, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'prod' } });
    const recorder = eventRecorder(world, { component: 'tester', host: 'node-1' });
    for (let time = 0; time < 3; time += 1) {
      recorder.record(about, { type: 'Normal', reason: 'Happened', message: 'again' });
      await world.schedule.pass(5000);
    }
    expect(world.store.list('events', 'prod')).toMatchObject([
      {
        count: 3,
        message: 'again',
        firstTimestamp: '2026-03-03T10:00:00Z',
        lastTimestamp: '2026-03-03T10:00:10Z',
        source: { component: 'tester', host: 'node-1' },
        reportingComponent: 'tester',
        reportingInstance: 'node-1',
        involvedObject: { kind: 'ConfigMap', name: 'x', uid: 'u' },
      },
    ]);
  });

  it('are told together where many differ in their message alone', () => {
    const world = quietWorld();
    const recorder = eventRecorder(world, { component: 'tester' });
    for (let number = 0; number < 30; number += 1) {
      recorder.record(about, { type: 'Warning', reason: 'Failed', message: `number ${String(number)}` });
    }
    const events = world.store.list('events', 'prod');
    expect(events).toHaveLength(11);
    expect(events.find(({ count }) => count !== 1)).toMatchObject({
      count: 20,
      message: '(combined from similar events): number 29',
    });
  });
});
