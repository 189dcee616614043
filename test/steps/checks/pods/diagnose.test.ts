import { describe, expect, it } from 'vitest';
import { diagnosePod } from '../../../../src/steps/checks/pods/diagnose.ts';
import type { Finding } from '../../../../src/steps/checks/pods/finding.ts';
import { isFatal } from '../../../../src/steps/checks/pods/finding.ts';
import { ended, makePod as pod, podEvent as event, waiting } from '../../../fixtures/pods/make-pod.ts';
import { onlyPod, recordedState } from '../../../fixtures/recorded-state.ts';

function recorded(name: string): Finding | undefined {
  const state = recordedState(name);
  return diagnosePod(onlyPod(state), state.events);
}

describe('a pod as a real cluster tells it', () => {
  it.each([
    [
      'crash-once',
      'CrashLoopBackOff',
      'deadline',
      'The container ends with exit code 1 and was restarted once.',
    ],
    [
      'crash-loop-ended',
      'CrashLoopBackOff',
      'fatal',
      'The container ends with exit code 1 and was restarted 2 times.',
    ],
    [
      'crash-loop',
      'CrashLoopBackOff',
      'fatal',
      'The container ends with exit code 1 and was restarted 2 times.',
    ],
    ['err-image-pull', 'ErrImagePull', 'grace', 'ghcr.io/henrigkroine/teei-reporting:v9.9.9'],
    ['image-pull-back-off', 'ImagePullBackOff', 'grace', 'ghcr.io/henrigkroine/teei-reporting:v9.9.9'],
    [
      'invalid-image-name',
      'InvalidImageName',
      'fatal',
      'The image name ghcr.io/henrigkroine/teei-impact-in:V 1',
    ],
    [
      'create-container-config-error',
      'CreateContainerConfigError',
      'fatal',
      'The container can’t be created: Secret discord does not exist.',
    ],
    ['run-container-error', 'RunContainerError', 'fatal', 'no such file or directory'],
    ['run-container-error-back-off', 'RunContainerError', 'fatal', 'no such file or directory'],
    ['unschedulable', 'Unschedulable', 'grace', 'No node takes the pod: of 1, 1 has too little CPU left.'],
    ['failed-mount', 'FailedMount', 'grace', 'Secret nope does not exist.'],
    [
      'not-ready',
      'NotReady',
      'deadline',
      'its readiness probe (GET /health) does not pass yet: Readiness probe failed',
    ],
  ])('%s is %s, %s', (name, reason, gravity, message) => {
    const finding = recorded(name);
    expect(finding).toMatchObject({ reason, gravity: { kind: gravity } });
    expect(finding?.message).toContain(message);
  });

  it('finds nothing wrong with one that is ready', () => {
    expect(recorded('ready')).toBeUndefined();
  });

  it('keeps the first error of a pull when the state only says that it backs off', () => {
    expect(recorded('image-pull-back-off')?.message).toContain('dial tcp');
  });

  it('says which Secret is missing', () => {
    expect(recorded('create-container-config-error')?.next).toBe(
      'Create the Secret discord, or correct its name in the manifest',
    );
  });
});

describe('memory', () => {
  it('forgives one kill for memory and not a second, and names the limit', () => {
    const once = diagnosePod(pod({ state: ended('OOMKilled', 137) }), []);
    expect(once).toMatchObject({ reason: 'OOMKilled', gravity: { kind: 'deadline' } });
    const again = diagnosePod(
      pod({ state: waiting('CrashLoopBackOff', ''), last: ended('OOMKilled', 137), restarts: 1 }),
      [],
    );
    expect(again?.gravity).toEqual({ kind: 'fatal' });
    expect(again?.next).toContain('memory limit');
    expect(again?.message).toContain('limit of 128Mi');
  });
});

describe('pulling an image', () => {
  it.each([
    'failed to resolve reference "x": registry.example.com/api:v1: not found',
    'manifest unknown: manifest unknown',
  ])('is fatal at once when the image is not there: %s', (message) => {
    const finding = diagnosePod(pod({ state: waiting('ErrImagePull', message) }), []);
    expect(finding?.gravity).toEqual({ kind: 'fatal' });
    expect(finding?.message).toBe('The image registry.example.com/api:v1 was not found.');
  });

  it.each([
    'dial tcp: lookup registry.example.com: no such host, not found',
    'unexpected status 503',
    'pull access denied: authorization failed',
  ])('gets 10 s when the registry or the login is in trouble: %s', (message) => {
    const finding = diagnosePod(pod({ state: waiting('ErrImagePull', message) }), []);
    expect(finding?.gravity).toEqual({ kind: 'grace', milliseconds: 10_000 });
    expect(finding === undefined ? [] : [isFatal(finding, 9_999), isFatal(finding, 10_000)]).toEqual([
      false,
      true,
    ]);
  });

  it('sends a refused login to the pull secret', () => {
    const finding = diagnosePod(pod({ state: waiting('ErrImagePull', 'unauthorized') }), []);
    expect(finding?.next).toContain('pull secret');
  });
});

describe('a pod that the cluster takes away', () => {
  it('is no fault of the release', () => {
    const evicted = pod({}, { phase: 'Failed', reason: 'Evicted', message: 'low on memory' });
    expect(diagnosePod(evicted, [])).toMatchObject({ reason: 'Evicted', gravity: { kind: 'passing' } });
    const leaving = pod({}, { deletedAt: '2026-03-02T10:00:00Z', finalizers: ['example.com/hold'] });
    expect(diagnosePod(leaving, [])?.message).toContain('example.com/hold');
  });
});

function pending(message: string) {
  return pod(
    { state: undefined },
    {
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, since: undefined },
      ],
    },
  );
}

describe('a pod that waits for its node', () => {
  it.each([
    ['0/3 nodes are available: 3 Insufficient memory.', 'Lower what the pod requests, or add a node'],
    ['1 node(s) had taint {a: b}, that the pod didn’t tolerate.', 'Let the pod tolerate the taint'],
    ['pod has unbound immediate PersistentVolumeClaims.', 'it must be bound'],
  ])('gets advice that fits: %s', (message, advice) => {
    expect(diagnosePod(pending(message), [])?.next).toContain(advice);
  });

  it('is left to the deadline while the autoscaler adds a node', () => {
    const scaling = [event('TriggeredScaleUp', 'pod triggered scale-up')];
    expect(diagnosePod(pending('3 Insufficient cpu.'), scaling)?.gravity.kind).toBe('deadline');
  });
});

describe('a pod that its node prepares', () => {
  const preparing = pod({ state: waiting('ContainerCreating', '') }, { phase: 'Pending' });

  it('is told of a network that can’t be set up', () => {
    const finding = diagnosePod(preparing, [event('FailedCreatePodSandBox', 'cni: no address left')]);
    expect(finding).toMatchObject({ reason: 'FailedCreatePodSandBox', gravity: { kind: 'grace' } });
  });

  it('leaves a disk that attaches slowly to the deadline', () => {
    const finding = diagnosePod(preparing, [event('FailedAttachVolume', 'Multi-Attach error')]);
    expect(finding).toMatchObject({ reason: 'FailedMount', gravity: { kind: 'deadline' } });
  });

  it('is starting while there is nothing to say', () => {
    expect(diagnosePod(preparing, [])).toMatchObject({ reason: 'Starting', gravity: { kind: 'deadline' } });
  });
});

describe('init containers', () => {
  it('fail a pod like any other container, and are no trouble once they are through', () => {
    const looping = pod({
      init: true,
      state: waiting('CrashLoopBackOff', ''),
      last: ended('Error', 2),
      restarts: 3,
    });
    expect(diagnosePod(looping, [])).toMatchObject({ exitCode: 2, gravity: { kind: 'fatal' } });
    const through = pod({ init: true, state: ended('Completed', 0) });
    expect(diagnosePod(through, [])?.reason).toBe('Starting');
  });
});
