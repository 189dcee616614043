import { describe, expect, it } from 'vitest';
import { manifestImages } from '../../../src/steps/checks/manifest-images.ts';
import { fakeFiles, fakeRunContext, previewContext } from '../../fixtures/run-context.ts';

const registry = 'registry.example.com/teei';

interface Pod {
  readonly containers: readonly string[];
  readonly initContainers?: readonly string[];
}

const named = (images: readonly string[]) => images.map((image, index) => ({ name: `c${index}`, image }));

function pod({ containers, initContainers = [] }: Pod) {
  return { spec: { containers: named(containers), initContainers: named(initContainers) } };
}

function workload(kind: string, template: Pod): unknown {
  const spec =
    kind === 'CronJob' ? { jobTemplate: { spec: { template: pod(template) } } } : { template: pod(template) };
  return { kind, metadata: { name: 'w' }, spec: kind === 'Pod' ? pod(template).spec : spec };
}

const q2q = workload('Deployment', { containers: [`${registry}/q2q-ai:v2`] });

async function look(objects: readonly unknown[], args: Readonly<Record<string, unknown>> = {}) {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const files = fakeFiles({ '/home/ops/repo/out.yaml': text });
  return manifestImages.run(
    { manifest: 'out.yaml', tag: 'v2', ...args },
    fakeRunContext({ ports: { files } }),
  );
}

describe('the check manifest.images', () => {
  it.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'])(
    'sees every container of a %s',
    async (kind) => {
      const image = (tag: string): string => `${registry}/api-gateway:${tag}`;
      const good = workload(kind, { containers: [image('v2'), 'busybox:1'], initContainers: [image('v2')] });
      const bad = workload(kind, { containers: [image('v2')], initContainers: [image('v1')] });
      expect(await look([good, q2q])).toMatchObject({
        verdict: 'pass',
        summary: '2 of 2 services have v2',
        evidence: [{ observed: 'v2 in 2 containers' }, { observed: 'v2 in 1 container' }],
      });
      expect(await look([bad, q2q])).toMatchObject({
        verdict: 'fail',
        evidence: [
          { what: 'api-gateway', expected: 'v2', observed: `v1 in container c0 of ${kind} w` },
          { result: 'pass' },
        ],
      });
    },
  );

  it('sees into a List', async () => {
    const list = {
      kind: 'List',
      items: [workload('Deployment', { containers: [`${registry}/api-gateway:v1`] }), q2q],
    };
    expect((await look([list])).verdict).toBe('fail');
  });

  it.each([
    [
      'a service that is not there',
      `${registry}/other:v2`,
      'no container has the image registry.example.com/teei/api-gateway',
    ],
    [
      'a name that only begins alike',
      `${registry}/api-gateway-old:v2`,
      'no container has the image registry.example.com/teei/api-gateway',
    ],
    ['a digest', `${registry}/api-gateway:v2@sha256:aa`, 'sha256:aa in container c0 of Deployment w'],
    ['no tag', `${registry}/api-gateway`, 'no tag in container c0 of Deployment w'],
  ])('fails for %s', async (_what, image, observed) => {
    const result = await look([workload('Deployment', { containers: [image] }), q2q]);
    expect(result).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'api-gateway', observed }, { result: 'pass' }],
    });
  });

  it('looks at the asked services alone, but at no image without a tag', async () => {
    const old = workload('Deployment', { containers: [`${registry}/api-gateway:v1`] });
    expect((await look([old, q2q], { services: 'q2q-ai' })).verdict).toBe('pass');
    for (const image of ['localhost:5000/redis', 'redis']) {
      const result = await look([q2q, workload('Job', { containers: [image] })], { services: 'q2q-ai' });
      expect(result).toMatchObject({
        verdict: 'fail',
        evidence: [{ result: 'pass' }, { observed: image, expected: 'an image with a tag' }],
      });
    }
    const pinned = workload('Job', { containers: ['redis@sha256:bb'] });
    expect((await look([q2q, pinned], { services: 'q2q-ai' })).verdict).toBe('pass');
  });

  it('is an error without the file, without YAML, and for a service that is not known', async () => {
    expect((await look([q2q], { manifest: 'none.yaml' })).verdict).toBe('error');
    expect((await look([q2q], { services: 'nobody' })).verdict).toBe('error');
    const files = fakeFiles({ '/home/ops/repo/out.yaml': 'a: [' });
    const broken = await manifestImages.run(
      { manifest: 'out.yaml', tag: 'v2' },
      fakeRunContext({ ports: { files } }),
    );
    expect(broken.verdict).toBe('error');
    expect((await look([])).verdict).toBe('fail');
  });

  it('says what it expects', () => {
    expect(manifestImages.describe({ manifest: 'out.yaml', tag: 'v2' }, previewContext())).toBe(
      'out.yaml has v2 for api-gateway, q2q-ai',
    );
  });
});
