import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import type { ImageBehaviour } from '../../../../src/rehearsal/kubernetes/kubelet/behaviour.ts';
import {
  at,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
} from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { type KubeObject, uidOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import {
  crashingImage,
  digest,
  drop,
  eventsAbout,
  get,
  goodImage,
  podSpec,
  post,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

function pod(image: string, spec: JsonObject = {}, container: JsonObject = {}): KubeObject {
  const base = podSpec('web', image);
  const containers = [{ ...objectAt(listAt(base, 'containers')[0]), ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { ...base, containers, ...spec } };
}

const web = (world: World): KubeObject => get(world, 'pods', 'web');
const container = (world: World): JsonObject =>
  objectAt(listAt(web(world), 'status', 'containerStatuses')[0]);
const waiting = (world: World): Json | undefined => at(container(world), 'state', 'waiting');
const phase = (world: World): Json | undefined => at(web(world), 'status', 'phase');

describe('a pod on its node', () => {
  it('is pulled, created, started and ready, and tells of it', async () => {
    const world = runningWorld();
    post(world, pod('web:1'));
    await world.schedule.pass(500);
    expect(waiting(world)).toEqual({ reason: 'ContainerCreating' });
    expect(phase(world)).toBe('Pending');
    await world.schedule.pass(10_000);
    expect(phase(world)).toBe('Running');
    expect(container(world)).toMatchObject({
      ready: true,
      started: true,
      restartCount: 0,
      imageID: `web@${digest}`,
    });
    expect(conditionOf(web(world), 'Ready')).toMatchObject({ status: 'True' });
    expect(at(web(world), 'status', 'podIP')).toBe('10.244.0.2');
    expect(eventsAbout(world, 'web')).toEqual([
      'Scheduled: Successfully assigned prod/web to node-1',
      'Pulling: Pulling image "web:1"',
      'Pulled: Successfully pulled image "web:1" in 1s (1s including waiting). Image size: 187432110 bytes.',
      'Created: Created container: web',
      'Started: Started container web',
      'Unhealthy: Readiness probe failed: Get "http://10.244.0.2:3000/health": dial tcp 10.244.0.2:3000: connect: connection refused',
    ]);
    expect(world.logs.current(uidOf(web(world)), 'web')?.lines.map(({ text }) => text)).toEqual([
      'listening',
    ]);
  });

  it('is restarted at once, then after 10 s, 20 s, 40 s … 5 min when it crashes', async () => {
    const world = runningWorld();
    post(world, pod('web:bad'));
    const pauses = new Set<string>();
    for (let second = 0; second < 1500; second += 1) {
      await world.schedule.pass(1000);
      const [, pause] = /^back-off (\S+) restarting/.exec(textAt(waiting(world), 'message') ?? '') ?? [];
      if (pause !== undefined) pauses.add(pause);
      expect(container(world)['ready']).toBe(false);
    }
    expect([...pauses]).toEqual(['10s', '20s', '40s', '1m20s', '2m40s', '5m0s']);
    expect(container(world)).toMatchObject({
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    });
    expect(phase(world)).toBe('Running');
    const uid = uidOf(web(world));
    expect(eventsAbout(world, 'web')).toContain(
      `BackOff: Back-off restarting failed container web in pod web_prod(${uid})`,
    );
    expect(world.logs.previous(uid, 'web')?.lines.map(({ text }) => text)).toEqual(['boom']);
  });

  it('says ErrImagePull, then ImagePullBackOff of an image that the registry does not have, and tries again', async () => {
    const world = runningWorld({});
    post(world, pod('ghcr.io/team/web:9'));
    await world.schedule.pass(1500);
    const why =
      'rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/team/web:9": ' +
      'failed to resolve reference "ghcr.io/team/web:9": ghcr.io/team/web:9: not found';
    expect(waiting(world)).toEqual({ reason: 'ErrImagePull', message: why });
    await world.schedule.pass(2000);
    expect(waiting(world)).toEqual({
      reason: 'ImagePullBackOff',
      message: `Back-off pulling image "ghcr.io/team/web:9": ErrImagePull: ${why}`,
    });
    world.setImages({ 'ghcr.io/team/web:9': goodImage });
    await world.schedule.pass(30_000);
    expect(conditionOf(web(world), 'Ready')).toMatchObject({ status: 'True' });
  });

  it('refuses an image name that is none', async () => {
    const world = runningWorld();
    post(world, pod('Web:1:2'));
    await world.schedule.pass(2000);
    expect(waiting(world)).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "Web:1:2": couldn\'t parse image name "Web:1:2": invalid reference format',
    });
  });

  it.each([
    [{ envFrom: [{ configMapRef: { name: 'settings' } }] }, 'configmap "settings" not found'],
    [{ envFrom: [{ secretRef: { name: 'tokens' } }] }, 'secret "tokens" not found'],
    [
      { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'present', key: 'x' } } }] },
      "couldn't find key x in ConfigMap prod/present",
    ],
  ])('says what its environment lacks: %j', async (environment, message) => {
    const world = runningWorld();
    post(world, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'present' }, data: { y: '1' } });
    post(world, pod('web:1', {}, environment));
    await world.schedule.pass(5000);
    expect(waiting(world)).toEqual({ reason: 'CreateContainerConfigError', message });
    expect(eventsAbout(world, 'web')).toContain(`Failed: Error: ${message}`);
  });

  it('is killed when it needs more memory than its limit', async () => {
    const hungry: ImageBehaviour = {
      ...goodImage,
      main: {
        kind: 'serves',
        readyAfter: 1000,
        log: [],
        http: { errors: 0, latency: 1, healthy: true },
        ends: { after: 20_000, exitCode: 137, reason: 'OOMKilled', log: ['allocating'] },
      },
    };
    const world = runningWorld({ 'web:1': hungry });
    post(world, pod('web:1'));
    await world.schedule.pass(10_000);
    expect(container(world)['ready']).toBe(true);
    await world.schedule.pass(15_000);
    expect(container(world)).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
  });

  it('is no longer ready, then restarted, when its service falls ill', async () => {
    const world = runningWorld();
    const probe = {
      httpGet: { path: '/health', port: 'http', scheme: 'HTTP' },
      periodSeconds: 10,
      failureThreshold: 3,
    };
    post(world, pod('web:1', {}, { livenessProbe: probe }));
    await world.schedule.pass(10_000);
    const ill = { ...goodImage.main, http: { errors: 0, latency: 1, healthy: false } };
    world.setImages({ 'web:1': { ...goodImage, main: ill.kind === 'serves' ? ill : goodImage.main } });
    await world.schedule.pass(8000);
    expect(container(world)['ready']).toBe(false);
    expect(conditionOf(web(world), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [web]',
    });
    await world.schedule.pass(30_000);
    expect(container(world)['restartCount']).toBe(1);
    expect(eventsAbout(world, 'web')).toContain(
      'Killing: Container web failed liveness probe, will be restarted',
    );
  });

  it('runs its init containers one after the other before the others', async () => {
    const world = runningWorld();
    const init = [{ name: 'migrate', image: 'web:1', command: ['pnpm', 'db:migrate'] }];
    post(world, pod('web:1', { initContainers: init }));
    await world.schedule.pass(4000);
    expect(waiting(world)).toEqual({ reason: 'PodInitializing' });
    expect(conditionOf(web(world), 'Initialized')).toMatchObject({ status: 'False' });
    await world.schedule.pass(10_000);
    expect(conditionOf(web(world), 'Ready')).toMatchObject({ status: 'True' });
    expect(listAt(web(world), 'status', 'initContainerStatuses')).toMatchObject([
      { name: 'migrate', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
    ]);
  });

  it('has ended, well or not, when it is not to be restarted', async () => {
    const world = runningWorld();
    post(world, pod('web:1', { restartPolicy: 'Never' }, { command: ['sh', '-c', 'fail now'] }));
    await world.schedule.pass(10_000);
    expect(phase(world)).toBe('Failed');
    expect(container(world)).toMatchObject({
      state: { terminated: { exitCode: 3, reason: 'Error' } },
      restartCount: 0,
    });
  });

  it('says so when its command is not in the image', async () => {
    const world = runningWorld();
    post(world, pod('web:1', { restartPolicy: 'Never' }, { command: ['nothing'] }));
    await world.schedule.pass(10_000);
    expect(container(world)).toMatchObject({
      state: { terminated: { exitCode: 128, reason: 'StartError' } },
    });
  });

  it('shows the error of a command that can not be started, while it is tried again', async () => {
    const world = runningWorld();
    post(world, pod('web:1', {}, { command: ['/no/such'] }));
    await world.schedule.pass(30_000);
    const message =
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
      'unable to start container process: exec: "/no/such": stat /no/such: no such file or directory: unknown';
    expect(container(world)).toMatchObject({
      state: { waiting: { reason: 'RunContainerError', message } },
      lastState: {
        terminated: { exitCode: 128, reason: 'StartError', message, startedAt: '1970-01-01T00:00:00Z' },
      },
      restartCount: 2,
    });
  });

  it('is given time to stop, and is gone then', async () => {
    const world = runningWorld();
    post(world, pod('web:1'));
    await world.schedule.pass(10_000);
    drop(world, 'pods', 'web');
    await world.schedule.pass(500);
    expect(at(web(world).metadata, 'deletionTimestamp')).toBeDefined();
    expect(eventsAbout(world, 'web')).toContain('Killing: Stopping container web');
    await world.schedule.pass(1000);
    expect(world.store.get('pods', 'prod', 'web')).toBeUndefined();
  });

  it('waits for a node that has room, and says why there is none', async () => {
    const world = runningWorld();
    post(world, pod('web:1', {}, { resources: { requests: { cpu: '5000' } } }));
    await world.schedule.pass(1000);
    const message =
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: ' +
      '3 No preemption victims found for incoming pod.';
    expect(conditionOf(web(world), 'PodScheduled')).toMatchObject({
      status: 'False',
      reason: 'Unschedulable',
      message,
    });
    expect(eventsAbout(world, 'web')).toEqual([`FailedScheduling: ${message}`]);
  });

  it('keeps a container that crashes from ever being ready', async () => {
    const world = runningWorld({ 'web:1': crashingImage });
    post(world, pod('web:1', {}, { readinessProbe: null }));
    for (let step = 0; step < 200; step += 1) {
      await world.schedule.pass(100);
      expect(at(container(world), 'ready') ?? false).toBe(false);
    }
  });
});
