import { describe, expect, it } from 'vitest';
import { defaultsOf, podUsage } from '../../../../src/steps/checks/quota/pod-usage.ts';
import { amountText } from '../../../../src/steps/manifest/quantity.ts';

const none = defaultsOf([]);

function container(cpu: string, more: Readonly<Record<string, unknown>> = {}) {
  return { name: 'x', resources: { requests: { cpu } }, ...more };
}

function requested(spec: unknown, resource = 'requests.cpu'): string | undefined {
  const amount = podUsage(spec, none).get(resource);
  return amount === undefined ? undefined : amountText(amount);
}

describe('what a pod asks for', () => {
  it('is the sum of its containers, or its greatest init container', () => {
    const containers = [container('100m'), container('150m')];
    expect(requested({ containers })).toBe('250m');
    expect(requested({ containers, initContainers: [container('200m'), container('300m')] })).toBe('300m');
  });

  it('counts sidecars beside all that run after them', () => {
    const sidecar = container('100m', { restartPolicy: 'Always' });
    expect(requested({ containers: [container('200m')], initContainers: [sidecar] })).toBe('300m');
    const initContainers = [container('350m'), sidecar, container('250m')];
    expect(requested({ containers: [container('200m')], initContainers })).toBe('350m');
  });

  it('takes a limit for the request where only that is written', () => {
    const limited = { name: 'x', resources: { limits: { memory: '64Mi' } } };
    expect(requested({ containers: [limited] }, 'requests.memory')).toBe('64Mi');
    expect(requested({ containers: [limited] })).toBeUndefined();
  });

  it('takes the defaults of a LimitRange for containers alone', () => {
    const limits = [
      { type: 'Pod', default: { cpu: '9' } },
      { type: 'Container', default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
    ];
    const usage = podUsage({ containers: [{ name: 'x' }] }, defaultsOf([{ spec: { limits } }]));
    expect([...usage].map(([name, amount]) => [name, amountText(amount)])).toEqual([
      ['requests.cpu', '1'],
      ['limits.cpu', '2'],
    ]);
  });
});
