import { describe, expect, it } from 'vitest';
import { manifestSetImages } from '../../../src/steps/actions/manifest-set-images.ts';
import { ClusterError, type NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { emptyState, scriptedCluster } from '../../fixtures/scripted-cluster.ts';
import { fakeFiles, fakeRunContext, previewContext } from '../../fixtures/run-context.ts';

const path = '/home/ops/repo/k8s/production/kustomization.yaml';
const text = `images:
- name: registry.example.com/teei/api-gateway
  newTag: v1 # now
- name: registry.example.com/teei/q2q-ai
  digest: sha256:aa
`;
const args = { overlay: 'k8s/production', tag: 'v2' };

/** One of the two services runs. */
const runningState: NamespaceState = {
  ...emptyState,
  deployments: [
    {
      name: 'teei-api-gateway',
      uid: 'u',
      generation: 1,
      observedGeneration: 1,
      paused: false,
      replicas: 2,
      pods: { total: 2, updated: 2, ready: 2, available: 2 },
      revision: '1',
      conditions: [],
      images: [{ container: 'main', init: false, image: 'registry.example.com/teei/api-gateway:v0.8' }],
      createdAt: undefined,
      template: 'h',
    },
  ],
};

/** What a snapshot recorded of a service. */
function row(name: string, ...images: readonly string[]) {
  return {
    deployment: `teei-${name}`,
    replicas: 2,
    containers: images.map((image) => ({ container: 'main', init: false, image, digests: [] })),
  };
}

async function act(
  given: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, string>> = { [path]: text },
) {
  const files = fakeFiles(content);
  const result = await manifestSetImages.run({ ...args, ...given }, fakeRunContext({ ports: { files } }));
  return { ...result, files };
}

describe('the action manifest.set-images', () => {
  it('sets the tags, keeps a copy, and says old and new', async () => {
    const result = await act({});
    expect(result.files.writes).toEqual(['/sessions/one/steps/step-1/kustomization.before.yaml', path]);
    expect(result.files.content.get('/sessions/one/steps/step-1/kustomization.before.yaml')).toBe(text);
    expect(result.files.content.get(path)).toBe(
      text.replace('v1', 'v2').replace('digest: sha256:aa', 'newTag: v2'),
    );
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: '2 of 2 services set to v2',
      evidence: [
        { what: 'api-gateway', observed: 'v1 → v2' },
        { what: 'q2q-ai', observed: 'sha256:aa → v2; the digest was taken out' },
      ],
    });
  });

  it('sets those that are asked for, by name or Deployment', async () => {
    const result = await act({ services: 'teei-q2q-ai, q2q-ai' });
    expect(result.files.content.get(path)).toBe(text.replace('digest: sha256:aa', 'newTag: v2'));
    expect(result.evidence).toHaveLength(1);
  });

  it('writes nothing when nothing changes', async () => {
    const result = await act({ tag: 'v1', services: ['api-gateway'] });
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ observed: 'v1 already' }] });
    expect(result.files.writes).toEqual([]);
  });

  it('sets for each service the tag that a snapshot recorded, whatever the others have', async () => {
    const folder = '/sessions/one/steps/save-state/1';
    const saved = [
      row('api-gateway', 'proxy:v9', 'registry.example.com/teei/api-gateway:v0.9'),
      row('q2q-ai', 'registry.example.com/teei/q2q-ai@sha256:aa'),
    ];
    const content = { [path]: text, [`${folder}/images.json`]: JSON.stringify(saved) };
    const one = { tag: undefined, snapshot: 'steps/save-state/1', services: 'api-gateway' };
    const result = await act(one, content);
    expect(result.files.content.get(path)).toBe(text.replace('v1', 'v0.9'));
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ observed: 'v1 → v0.9' }] });
    const pinned = await act({ ...one, services: 'all' }, content);
    expect(pinned).toMatchObject({ verdict: 'error', evidence: [{ observed: 'none of q2q-ai' }] });
    expect(pinned.files.writes).toEqual([]);
    expect(await act({ ...one, tag: 'v2' }, content)).toMatchObject({
      evidence: [{ observed: 'more than one' }],
    });
    expect(await act({ tag: undefined })).toMatchObject({ evidence: [{ observed: 'none of them' }] });
  });

  it('sets for each service the tag that runs, and leaves one alone that does not', async () => {
    const { cluster } = scriptedCluster([{ at: 0, view: { state: runningState, trouble: undefined } }]);
    const files = fakeFiles({ [path]: text });
    const context = fakeRunContext({ ports: { files, cluster } });
    const running = { overlay: 'k8s/production', running: true };
    expect(await manifestSetImages.run(running, context)).toMatchObject({
      verdict: 'pass',
      summary: '1 of 1 services set to the tag that runs',
    });
    expect(files.content.get(path)).toBe(text.replace('v1', 'v0.8'));
    const cut = fakeRunContext({
      ports: {
        files,
        cluster: {
          ...cluster,
          look: () => Promise.reject(new ClusterError('unreachable', 'The API server does not answer.')),
        },
      },
    });
    expect(await manifestSetImages.run(running, cut)).toMatchObject({ verdict: 'error' });
    expect(await act({ tag: undefined, running: true })).toMatchObject({ verdict: 'error' });
  });

  it('finds a file by kustomize’s other names, and adds what is missing', async () => {
    const other = '/home/ops/repo/k8s/production/kustomization.yml';
    const result = await act({ services: 'api-gateway' }, { [other]: 'kind: Kustomization\n' });
    expect(result).toMatchObject({ evidence: [{ observed: 'no tag → v2; added' }] });
    expect(result.files.content.get(other)).toContain('  newTag: v2\n');
  });

  it.each<[string, Record<string, unknown>, Record<string, string> | undefined, string]>([
    ['an unknown service', { services: 'api-gateway,api' }, undefined, 'not known: api'],
    ['a tag that is none', { tag: 'v 2' }, undefined, 'v 2'],
    ['no file', {}, {}, 'no such file'],
    ['a file it can’t edit', {}, { [path]: 'images: 1\n' }, '`images` is not a list'],
  ])('is an error and writes nothing for %s', async (_what, given, content, observed) => {
    const result = await act(given, content);
    expect(result).toMatchObject({ verdict: 'error', evidence: [{ observed }] });
    expect(result.files.writes).toEqual([]);
  });

  it('is an error when the file can’t be written', async () => {
    const files = { ...fakeFiles({ [path]: text }), write: () => Promise.reject(new Error('EACCES')) };
    const result = await manifestSetImages.run(args, fakeRunContext({ ports: { files } }));
    expect(result).toMatchObject({ verdict: 'error', evidence: [{ observed: 'EACCES' }] });
  });

  it('says beforehand what it changes', () => {
    expect(manifestSetImages.effect).toBe('change');
    expect(manifestSetImages.changes({ ...args, services: 'q2q-ai' }, previewContext())).toEqual([
      'q2q-ai: the image tag v2 in k8s/production',
    ]);
  });
});
