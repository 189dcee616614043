import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { diagnosePod } from '../../../../src/steps/checks/pods/diagnose.ts';
import type { Condition } from '../../../../src/steps/ports/cluster.ts';
import { ended, makePod, podEvent, waiting } from '../../../fixtures/pods/make-pod.ts';

/** The taxonomy of pod troubles, row by row: what is fatal, what gets time, and what the message must say. */

const crashing = { state: waiting('CrashLoopBackOff'), last: ended('Error', 1) };

function condition(type: string, more: Partial<Condition>): Condition {
  return { type, status: 'False', reason: '', message: '', since: '2026-03-02T10:02:00Z', ...more };
}

describe('CrashLoopBackOff', () => {
  it('is fatal when sustained: with the exit code, and the previous log to read', () => {
    expect(diagnosePod(makePod({ ...crashing, restarts: 1 }), [])?.gravity.kind).toBe('deadline');
    const finding = diagnosePod(makePod({ ...crashing, restarts: 2 }), []);
    expect(finding).toMatchObject({ gravity: { kind: 'fatal' }, exitCode: 1, log: 'previous' });
    expect(finding?.message).toBe('The container ends with exit code 1 and was restarted 2 times.');
  });

  it('says when the node itself ends the container for its liveness probe', () => {
    const finding = diagnosePod(makePod({ ...crashing, last: ended('Error', 137), restarts: 3 }), [
      podEvent('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500'),
      podEvent('Killing', 'Container api failed liveness probe, will be restarted'),
    ]);
    expect(finding?.message).toContain('its liveness probe failed (HTTP probe failed with statuscode: 500)');
    expect(finding?.next).toContain('give the probe more time');
  });

  it('says that a command that ends well is not to end', () => {
    const finding = diagnosePod(makePod({ ...crashing, last: ended('Completed', 0), restarts: 2 }), []);
    expect(finding?.next).toContain('is to stay up');
  });
});

describe('OOMKilled', () => {
  it('is fatal on repeat, names the limit and suggests more memory', () => {
    const killed = { state: waiting('CrashLoopBackOff'), last: ended('OOMKilled', 137) };
    expect(diagnosePod(makePod({ ...killed, restarts: 0 }), [])?.gravity.kind).toBe('deadline');
    const finding = diagnosePod(makePod({ ...killed, restarts: 1 }), []);
    expect(finding?.gravity.kind).toBe('fatal');
    expect(finding?.message).toBe(
      'The container was killed for using more memory than its limit of 128Mi, and was restarted once.',
    );
    expect(finding?.next).toContain('Raise the memory limit, for example to 256Mi');
  });

  it('suggests a limit where there is none', () => {
    const killed = { state: ended('OOMKilled', 137), memoryLimit: undefined };
    expect(diagnosePod(makePod(killed), [])?.next).toContain('Give it a memory request and limit');
  });
});

const messages = z
  .array(
    z.strictObject({
      of: z.string(),
      source: z.string(),
      message: z.string(),
      means: z.enum(['missing', 'refused', 'throttled', 'unclear']),
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../fixtures/pods/registry-messages.json'), 'utf8'),
    ),
  );

const told = {
  missing: ['fatal', 'was not found', 'was built and pushed'],
  refused: ['grace', 'the registry refuses it', 'pull secret'],
  throttled: ['grace', 'can’t be pulled for now', 'allows pulls again'],
  unclear: ['grace', 'can’t be pulled', 'the nodes reach the registry'],
} as const;

describe('ErrImagePull and ImagePullBackOff', () => {
  // A tag with a number that is a status, and a name that has an error in it.
  const repository = 'ghcr.io/team/geofence-EOF-401';
  const image = `${repository}:v1.503`;

  it.each(messages)('$of: $means', ({ message, means }) => {
    const said = message.replaceAll('IMAGE', image).replaceAll('REPOSITORY', repository);
    const finding = diagnosePod(makePod({ image, state: waiting('ErrImagePull', said) }), []);
    const [gravity, text, next] = told[means];
    expect(finding?.gravity.kind).toBe(gravity);
    expect(finding?.message).toContain(image);
    expect(finding?.message).toContain(text);
    expect(finding?.next).toContain(next);
  });

  it('keeps the first message, whatever the node says later', () => {
    const pulled = (text: string, at: string) =>
      podEvent('Failed', `Failed to pull image "${image}": ${text}`, { at });
    const events = [
      pulled('429 Too Many Requests', '2026-03-02T10:09:00Z'),
      pulled(`${image}: not found`, '2026-03-02T10:01:00Z'),
    ];
    const backingOff = makePod({
      image,
      state: waiting('ImagePullBackOff', `Back-off pulling image "${image}"`),
    });
    expect(diagnosePod(backingOff, events)?.message).toBe(`The image ${image} was not found.`);
  });

  it('reads the error that newer nodes put behind the back-off', () => {
    const text = `Back-off pulling image "${image}": ErrImagePull: rpc error: ${image}: not found`;
    expect(diagnosePod(makePod({ image, state: waiting('ImagePullBackOff', text) }), [])?.gravity.kind).toBe(
      'fatal',
    );
  });
});

describe('InvalidImageName', () => {
  it('is fatal and gives the exact name', () => {
    const finding = diagnosePod(makePod({ image: 'api:V 1', state: waiting('InvalidImageName') }), []);
    expect(finding).toMatchObject({
      gravity: { kind: 'fatal' },
      message: 'The image name api:V 1 is not valid.',
    });
  });
});

describe('CreateContainerConfigError', () => {
  it.each([
    ['secret "db" not found', 'Secret db does not exist.', 'Create the Secret db'],
    ['configmap "app" not found', 'ConfigMap app does not exist.', 'Create the ConfigMap app'],
    [
      "couldn't find key url in Secret shop/db",
      'Secret db has no key url.',
      'Add the key url to the Secret db',
    ],
    [
      'container has runAsNonRoot and image will run as root (pod: "api-1_shop(uid-1)", container: api)',
      'runAsNonRoot',
      'numeric user',
    ],
  ])('is fatal and names what is missing: %s', (said, text, next) => {
    const finding = diagnosePod(makePod({ state: waiting('CreateContainerConfigError', said) }), []);
    expect(finding?.gravity.kind).toBe('fatal');
    expect(finding?.message).toContain(text);
    expect(finding?.next).toContain(next);
  });
});

describe('RunContainerError', () => {
  it.each([
    ['exec: "/app": permission denied: unknown', 'Make the command executable'],
    ['exec: "serve": executable file not found in $PATH: unknown', 'Correct the command'],
    ['exec /app: exec format error', 'architecture of the nodes'],
  ])('is fatal and says what to do about the command: %s', (said, next) => {
    const finding = diagnosePod(makePod({ state: waiting('RunContainerError', said) }), []);
    expect(finding?.gravity.kind).toBe('fatal');
    expect(finding?.next).toContain(next);
  });

  it('names the command, without the chain of who tried to run it', () => {
    const said =
      'failed to create shim task: OCI runtime create failed: unable to start container process: exec: "/nope": stat /nope: no such file or directory: unknown';
    const finding = diagnosePod(makePod({ state: waiting('RunContainerError', said) }), []);
    expect(finding?.message).toBe(
      'The container can’t be started: exec: "/nope": stat /nope: no such file or directory',
    );
  });
});

function pending(message: string) {
  return makePod(
    { state: undefined },
    { phase: 'Pending', node: undefined, conditions: [condition('PodScheduled', { message })] },
  );
}

describe('Unschedulable', () => {
  // The forms of the scheduler before and since 1.24; of the newer ones see
  // https://github.com/hystax/optscale/issues/568 and https://github.com/NVIDIA/k8s-device-plugin/issues/421
  it.each([
    ['0/2 nodes are available: 2 Insufficient cpu.', 'of 2, 2 have too little CPU left.'],
    [
      "0/3 nodes are available: 1 Insufficient memory, 2 node(s) had taint {dedicated: gpu}, that the pod didn't tolerate.",
      'of 3, 1 has too little memory left; 2 have the taint dedicated=gpu, which the pod does not tolerate.',
    ],
    [
      '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
      'of 1, 1 is unreachable.',
    ],
    [
      "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector.",
      'of 3, 1 is cordoned; 2 do not match its node selector or affinity.',
    ],
    [
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
      'a PersistentVolumeClaim of it is not bound.',
    ],
    ['persistentvolumeclaim "data" not found', 'PersistentVolumeClaim data does not exist.'],
    [
      '0/1 nodes are available: 1 persistentvolumeclaim "data" not found.',
      'PersistentVolumeClaim data does not exist.',
    ],
    ['no nodes available to schedule pods', 'no nodes available to schedule pods.'],
  ])('gets 15 s and is told in a sentence: %s', (said, text) => {
    const finding = diagnosePod(pending(said), []);
    expect(finding?.gravity).toEqual({ kind: 'grace', milliseconds: 15_000 });
    expect(finding?.message).toBe(`No node takes the pod: ${text}`);
  });
});

describe('FailedMount and FailedCreatePodSandBox', () => {
  const preparing = makePod({ state: waiting('ContainerCreating') }, { phase: 'Pending' });

  it('get time, and tell what the event says', () => {
    const mount = diagnosePod(preparing, [
      podEvent('FailedMount', 'MountVolume.SetUp failed for volume "c" : configmap "app" not found'),
    ]);
    expect(mount).toMatchObject({ gravity: { kind: 'grace' }, cause: 'ConfigMap app does not exist.' });
    const network = diagnosePod(preparing, [podEvent('FailedCreatePodSandBox', 'no address left')]);
    expect(network?.gravity.kind).toBe('grace');
    expect(network?.message).toBe('Node node1 can’t set up the pod’s network: no address left');
  });
});

describe('Running, not Ready', () => {
  it('waits for the deadline and tells the probe with its event', () => {
    const finding = diagnosePod(makePod(), [
      podEvent('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
    ]);
    expect(finding?.gravity.kind).toBe('deadline');
    expect(finding?.message).toBe(
      'The container runs but its readiness probe (GET /health) does not pass yet: Readiness probe failed: HTTP probe failed with statuscode: 503',
    );
  });

  it('tells how its run before has ended, where it was restarted', () => {
    const finding = diagnosePod(makePod({ restarts: 1, last: ended('Error', 134) }), []);
    expect(finding?.message).toBe(
      'The container runs but its readiness probe (GET /health) does not pass yet (restarted once, last after exit code 134).',
    );
  });
});

describe('Evicted and Preempted', () => {
  it('pass by themselves, and name the node and its pressure', () => {
    const evicted = makePod(
      {},
      { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    );
    expect(diagnosePod(evicted, [])).toMatchObject({
      gravity: { kind: 'passing' },
      message: 'The pod was removed by node node1 (Evicted): The node was low on resource: memory.',
    });
    const preempted = makePod({}, { deletedAt: '2026-03-02T10:00:00Z' });
    const finding = diagnosePod(preempted, [podEvent('Preempted', 'Preempted by shop/big-1 on node node1')]);
    expect(finding).toMatchObject({ reason: 'Evicted', gravity: { kind: 'passing' } });
    expect(finding?.message).toContain('Preempted by shop/big-1');
  });

  it('read the reason that newer servers put into the pod', () => {
    const target = condition('DisruptionTarget', {
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    });
    const finding = diagnosePod(makePod({}, { deletedAt: '2026-03-02T10:00:00Z', conditions: [target] }), []);
    expect(finding?.message).toContain('EvictionByEvictionAPI: Eviction API: evicting');
  });
});

describe('Terminating for long', () => {
  it('only warns, and says who holds the pod', () => {
    const held = makePod({}, { deletedAt: '2026-03-02T10:00:00Z', finalizers: ['example.com/hold'] });
    expect(diagnosePod(held, [])).toMatchObject({
      reason: 'Terminating',
      gravity: { kind: 'passing' },
      message: 'The pod is being removed. It is held by: example.com/hold.',
    });
    const slow = makePod({}, { deletedAt: '2026-03-02T10:00:00Z' });
    expect(diagnosePod(slow, [])?.next).toContain('PodDisruptionBudget');
  });
});

describe('a lost node', () => {
  const lost = makePod({ ready: true }, { conditions: [condition('Ready', {})] });

  it('is named, by the contradiction that it leaves in its pods', () => {
    expect(diagnosePod(lost, [])).toMatchObject({
      reason: 'NodeLost',
      since: '2026-03-02T10:02:00Z',
      message: 'Node node1, which holds the pod, no longer answers.',
    });
  });

  it('is no matter of a pod that waits for its readiness gates', () => {
    const gated = { ...lost, conditions: [condition('Ready', { reason: 'ReadinessGatesNotReady' })] };
    expect(diagnosePod(gated, [])?.reason).toBe('Starting');
  });
});
