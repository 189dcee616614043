import { describe, expect, it } from 'vitest';
import { uidOf } from '../../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';
import { seed } from '../../../../../src/rehearsal/kubernetes/seed.ts';
import { ask } from '../../../../fixtures/rehearsal/ask.ts';
import { outcome } from '../../../../fixtures/rehearsal/outcome.ts';
import { ended, podInState, waitingFor, wrote } from '../../../../fixtures/rehearsal/pod-in-state.ts';
import { quietWorld } from '../../../../fixtures/rehearsal/quiet-world.ts';

const log = (query: string, pod = 'web'): string => `GET /api/v1/namespaces/prod/pods/${pod}/log?${query}`;

function worldWithLog(): World {
  const world = quietWorld();
  const pod = podInState(world, 'web', [{ name: 'app' }]);
  wrote(world, pod, 'app', ['one', 'two', 'three']);
  return world;
}

describe('the log of a container', () => {
  it.each([
    ['', 'one\ntwo\nthree\n'],
    ['tailLines=2', 'two\nthree\n'],
    ['tailLines=0', ''],
    ['tailLines=9&limitBytes=5', 'one\nt'],
    ['sinceSeconds=1', 'two\nthree\n'],
    ['sinceTime=2026-03-03T10:00:00Z', 'three\n'],
    ['tailLines=1&timestamps=true', '2026-03-03T10:00:00.000000000Z three\n'],
    ['container=app&previous=false', 'one\ntwo\nthree\n'],
  ])('with %j is %j', async (query, expected) => {
    expect(outcome(await ask(worldWithLog(), log(query)))).toBe(`200 ${expected}`);
  });

  it.each([
    ['container=nope', 'BadRequest: container nope is not valid for pod web'],
    ['previous=true', 'BadRequest: previous terminated container "app" in pod "web" not found'],
    ['tailLines=abc', 'BadRequest: strconv.ParseInt: parsing "abc": invalid syntax'],
    [
      'tailLines=-1&limitBytes=0',
      'Invalid: PodLogOptions "web" is invalid: [tailLines: Invalid value: -1: must be greater than or equal to 0, ' +
        'limitBytes: Invalid value: 0: must be greater than 0]',
    ],
    [
      'sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z',
      'Invalid: PodLogOptions "web" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
    ],
  ])('with %j is refused as by the server', async (query, expected) => {
    expect(outcome(await ask(worldWithLog(), log(query)))).toBe(expected);
  });

  it('says why a container has none yet', async () => {
    const world = quietWorld();
    podInState(world, 'backoff', [{ name: 'a', state: waitingFor('ImagePullBackOff') }]);
    podInState(world, 'pull', [{ name: 'a', state: waitingFor('ErrImagePull') }]);
    podInState(world, 'creating', [{ name: 'a', state: waitingFor('ContainerCreating') }]);
    const told = await Promise.all(['backoff', 'pull', 'creating'].map((pod) => ask(world, log('', pod))));
    expect(told.map(outcome)).toEqual([
      'BadRequest: container "a" in pod "backoff" is waiting to start: trying and failing to pull image',
      'BadRequest: container "a" in pod "pull" is waiting to start: image can\'t be pulled',
      'BadRequest: container "a" in pod "creating" is waiting to start: ContainerCreating',
    ]);
  });

  it('asks which container where there are several, init containers first', async () => {
    const world = quietWorld();
    podInState(world, 'web', [{ name: 'a' }, { name: 'b' }], {
      initContainers: [{ name: 'first', image: 'x' }],
    });
    expect(outcome(await ask(world, log('')))).toBe(
      'BadRequest: a container name must be specified for pod web, choose one of: [first a b]',
    );
  });

  it('is the last run, also as the previous one, while a container waits for its next start', async () => {
    const world = quietWorld();
    const pod = podInState(world, 'web', [
      { name: 'app', state: waitingFor('CrashLoopBackOff'), lastState: ended },
    ]);
    wrote(world, pod, 'app', ['first run']);
    wrote(world, pod, 'app', ['second run']);
    world.logs.end(uidOf(pod), 'app');
    expect(outcome(await ask(world, log('')))).toBe('200 second run\n');
    expect(outcome(await ask(world, log('previous=true')))).toBe('200 second run\n');
  });

  it('is the run before, as the previous one, once the next has started', async () => {
    const world = quietWorld();
    const pod = podInState(world, 'web', [{ name: 'app', lastState: ended }]);
    wrote(world, pod, 'app', ['first run']);
    wrote(world, pod, 'app', ['second run']);
    expect(outcome(await ask(world, log('')))).toBe('200 second run\n');
    expect(outcome(await ask(world, log('previous=true')))).toBe('200 first run\n');
  });

  it('goes on with follow until the run ends', async () => {
    const world = worldWithLog();
    const pod = world.store.get('pods', 'prod', 'web');
    const answer = await ask(world, log('follow=true&tailLines=1'));
    if (answer.kind !== 'stream' || pod === undefined) throw new Error('it does not stream');
    const told: string[] = [];
    answer.open({
      write: (chunk) => told.push(String(chunk)),
      end: () => told.push('end'),
      abort: () => told.push('abort'),
    });
    world.logs.append(uidOf(pod), 'app', { at: world.schedule.now(), text: 'four' });
    world.logs.end(uidOf(pod), 'app');
    expect(told).toEqual(['three\n', 'four\n', 'end']);
  });

  it('ends following at the limit of bytes, and tells nothing more', async () => {
    const world = worldWithLog();
    const pod = world.store.get('pods', 'prod', 'web');
    const answer = await ask(world, log('follow=true&limitBytes=16'));
    if (answer.kind !== 'stream' || pod === undefined) throw new Error('it does not stream');
    const told: string[] = [];
    answer.open({
      write: (chunk) => told.push(String(chunk)),
      end: () => told.push('end'),
      abort: () => undefined,
    });
    for (const text of ['four', 'five'])
      world.logs.append(uidOf(pod), 'app', { at: world.schedule.now(), text });
    expect(told).toEqual(['one\ntwo\nthree\n', 'fo', 'end']);
  });

  it('can not be had from a node that is lost', async () => {
    const world = worldWithLog();
    seed(world, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1' },
      status: {
        conditions: [{ type: 'Ready', status: 'Unknown' }],
        addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
      },
    });
    expect(outcome(await ask(world, log('')))).toBe(
      'InternalError: Get "https://10.0.0.1:10250/containerLogs/prod/web": dial tcp 10.0.0.1:10250: connect: no route to host',
    );
  });
});
