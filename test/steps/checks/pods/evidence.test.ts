import { describe, expect, it } from 'vitest';
import { type Diagnosis, evidenceOf } from '../../../../src/steps/checks/pods/evidence.ts';
import type { Finding } from '../../../../src/steps/checks/pods/finding.ts';
import type { Cluster } from '../../../../src/steps/ports/cluster.ts';
import { scriptedCluster } from '../../../fixtures/scripted-cluster.ts';

function crash(pod: string, more: Partial<Finding> = {}): Finding {
  return {
    reason: 'CrashLoopBackOff',
    gravity: { kind: 'fatal' },
    pod,
    key: pod,
    container: 'api',
    message: 'The container ends with exit code 1 and was restarted 2 times.',
    since: '2026-03-02T10:01:00Z',
    exitCode: 1,
    log: 'previous',
    next: 'Read its last log lines; correct the cause or roll back',
    ...more,
  };
}

function diagnosis(service: string, findings: readonly Finding[]): Diagnosis {
  return { service, expected: '2 pods ready', message: 'Not ready.', findings };
}

function evidence(diagnoses: readonly Diagnosis[], log: (pod: string) => string = () => '') {
  const more: Partial<Cluster> = { podLog: ({ pod }) => Promise.resolve(log(pod)) };
  return evidenceOf('rollout.wait', 'fail', diagnoses, scriptedCluster([], more).cluster);
}

describe('what is told of a service that failed', () => {
  it('is one message: what, where, since when, exit code, log, event and what to do', async () => {
    const findings = [crash('api-1', { event: 'Unhealthy: Liveness probe failed' })];
    const [told, ...rest] = await evidence([diagnosis('api', findings)], () => 'starting\nfatal: no key');
    expect(rest).toEqual([]);
    expect(told).toMatchObject({
      what: 'api',
      where: 'pod api-1, container api',
      observed: 'CrashLoopBackOff: The container ends with exit code 1 and was restarted 2 times.',
      since: '2026-03-02T10:01:00Z',
      next: 'Read its last log lines; correct the cause or roll back',
      details: ['event: Unhealthy: Liveness probe failed', 'last log lines:', 'starting', 'fatal: no key'],
    });
  });

  it('counts as alike what is said in the same words, be its exit code known or not', async () => {
    const { exitCode: _, ...unknown } = crash('api-2');
    const [told] = await evidence([diagnosis('api', [crash('api-1'), unknown])]);
    expect(told?.where).toBe('pod api-1, container api and 1 more pod');
  });

  it('takes no word of the node for a log that it has thrown away', async () => {
    const [told] = await evidence(
      [diagnosis('api', [crash('api-1')])],
      () => 'unable to retrieve container logs for containerd://c2d7ef64',
    );
    expect(told?.details).toBeUndefined();
  });

  it('counts the pods that fail alike instead of repeating them', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => crash(`api-${String(index)}`));
    const unready = [1, 2].map((index) =>
      crash(`api-x${String(index)}`, { reason: 'NotReady', message: 'Not ready yet.' }),
    );
    const [told] = await evidence([diagnosis('api', [...ten, ...unready])]);
    expect(told?.where).toBe('pod api-0, container api and 9 more pods');
    expect(told?.details).toEqual(['also:', 'api-x1: Not ready yet. (and 1 more pods)']);
  });
});

function sameWords(pod: string): string {
  return `10:0${pod === 'a-1' ? '1' : '2'} fatal: JWT_SECRET is not set`;
}

function manyLines(pod: string): string {
  return Array.from({ length: 50 }, (_, line) => `${pod} says ${String(line)}x`).join('\n');
}

describe('services that fail together', () => {
  it('are told as one where the same Secret is missing', async () => {
    const missing = (pod: string) =>
      crash(pod, {
        reason: 'CreateContainerConfigError',
        cause: 'Secret db does not exist.',
        message: 'The container can’t be created: Secret db does not exist.',
      });
    const told = await evidence([
      diagnosis('api', [missing('api-1')]),
      diagnosis('other', [crash('other-1')]),
      diagnosis('q2q-ai', [missing('q2q-1')]),
    ]);
    expect(told.map(({ what, where }) => [what, where])).toEqual([
      ['api, q2q-ai', 'pod api-1, container api and 1 more pod'],
      ['other', 'pod other-1, container api'],
    ]);
    expect(told[0]?.expected).toBe('the pods of 2 services ready');
  });

  it('are told as one where their last words are the same, whatever the time is in them', async () => {
    const told = await evidence([diagnosis('a', [crash('a-1')]), diagnosis('b', [crash('b-1')])], sameWords);
    expect(told.map(({ what }) => what)).toEqual(['a, b']);
    const other = await evidence(
      [diagnosis('a', [crash('a-1')]), diagnosis('b', [crash('b-1')])],
      (pod) => pod,
    );
    expect(other.map(({ what }) => what)).toEqual(['a', 'b']);
  });

  it('never come to more than a screen of log lines', async () => {
    const names = Array.from('abcdefghijklmnop');
    const told = await evidence(
      names.map((name) => diagnosis(name, [crash(`${name}-pod`)])),
      manyLines,
    );
    expect(told).toHaveLength(16);
    const lines = told.flatMap(({ details }) => details ?? []);
    expect(lines.length).toBeLessThanOrEqual(36);
  });

  it('cuts a line that never ends', async () => {
    const [told] = await evidence([diagnosis('api', [crash('api-1')])], () => 'x'.repeat(10_000));
    expect(told?.details?.at(-1)?.length).toBe(401);
  });
});
