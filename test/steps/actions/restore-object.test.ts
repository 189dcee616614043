import { describe, expect, it } from 'vitest';
import { restoreObject } from '../../../src/steps/actions/snapshot/restore-object.ts';
import { marks } from '../../../src/steps/actions/writers/mark.ts';
import { record } from '../../../src/steps/manifest/json.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { scriptedCluster } from '../../fixtures/scripted-cluster.ts';

function deployment(image: string, replicas: number, more: Readonly<Record<string, unknown>> = {}) {
  const template = { spec: { containers: [{ name: 'api', image, ...more }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', resourceVersion: '7' },
    spec: { replicas, template },
  };
}

/** A cluster that has one object; `applied` is what applying makes of it. Keeps what was sent. */
function clusterWith(live: Manifest | undefined, applied: Manifest) {
  const sent: { readonly how: 'apply' | 'replace'; readonly manifest: Manifest }[] = [];
  const more: Partial<Cluster> = {
    get: () => Promise.resolve(live),
    serverSideApply: (manifest) => {
      sent.push({ how: 'apply', manifest });
      return Promise.resolve(applied);
    },
    replace: (manifest) => {
      sent.push({ how: 'replace', manifest });
      return Promise.resolve(manifest);
    },
  };
  return { sent, cluster: scriptedCluster([], more).cluster };
}

const saved = deployment('api:v1', 3);
const none: ReadonlySet<string> = new Set();

describe('restoring an object', () => {
  it('leaves alone what does not differ', async () => {
    const { cluster, sent } = clusterWith({ ...saved, status: { replicas: 3 } }, saved);
    expect((await restoreObject(cluster, saved, none)).result).toBe('unchanged');
    expect(sent).toEqual([]);
  });

  it('applies what differs, without the server’s own fields, and says what did', async () => {
    const { cluster, sent } = clusterWith(deployment('api:v2', 3), saved);
    const restored = await restoreObject(cluster, saved, none);
    expect(restored).toMatchObject({
      result: 'applied',
      details: ['spec.template.spec.containers[api].image: api:v2 → api:v1'],
    });
    expect(sent[0]?.manifest['metadata']).toEqual({ name: 'api' });
  });

  it('replaces what applying can’t take away, over the version just seen', async () => {
    const left = deployment('api:v1', 3, { env: [{ name: 'ADDED' }] });
    const { cluster, sent } = clusterWith(deployment('api:v2', 3), left);
    expect((await restoreObject(cluster, saved, none)).result).toBe('replaced');
    expect(sent[1]?.manifest['metadata']).toEqual({ name: 'api', resourceVersion: '7' });
  });

  it.each([
    [1, 'replaced'],
    [6, 'failed'],
  ] as const)('after %d writes of its controller in between: %s', async (writes, result) => {
    const left = deployment('api:v1', 3, { env: [{ name: 'ADDED' }] });
    let version = 7;
    const replaced: unknown[] = [];
    const { cluster } = scriptedCluster([], {
      get: () => Promise.resolve({ ...left, metadata: { name: 'api', resourceVersion: String(version) } }),
      serverSideApply: () => Promise.resolve(left),
      replace: (manifest) => {
        replaced.push(manifest['metadata']);
        if (version - 7 >= writes) return Promise.resolve(manifest);
        version += 1;
        return Promise.reject(new ClusterError('conflict', 'the object has been modified'));
      },
    });
    expect((await restoreObject(cluster, saved, none)).result).toBe(result);
    expect(replaced.at(-1)).toEqual({ name: 'api', resourceVersion: String(7 + Math.min(writes, 5)) });
  });

  it('leaves the number of pods to the autoscaler that owns it', async () => {
    const { cluster, sent } = clusterWith(deployment('api:v2', 9), deployment('api:v1', 9));
    const restored = await restoreObject(cluster, saved, new Set(['api']));
    expect(restored.result).toBe('applied');
    expect(sent[0]?.manifest['spec']).not.toHaveProperty('replicas');
  });

  it('makes again what is gone', async () => {
    const { cluster } = clusterWith(undefined, saved);
    expect(await restoreObject(cluster, saved, none)).toMatchObject({
      result: 'applied',
      details: ['it was gone'],
    });
  });

  it('keeps the error of one that can’t be restored', async () => {
    const { cluster } = clusterWith(deployment('api:v2', 3), saved);
    const refused = new ClusterError('forbidden', 'User eve may not patch deployments.');
    const denied: Cluster = { ...cluster, serverSideApply: () => Promise.reject(refused) };
    expect(await restoreObject(denied, saved, none)).toMatchObject({
      result: 'failed',
      details: ['User eve may not patch deployments.'],
    });
  });

  it('takes away the mark of a stop once it runs again, and leaves it where an autoscaler has the count', async () => {
    const marked = {
      ...deployment('api:v2', 0),
      metadata: { name: 'api', annotations: { [marks.replicas]: '5' } },
    };
    const patches: Manifest[] = [];
    const cluster = scriptedCluster([], {
      get: () => Promise.resolve(marked),
      serverSideApply: (manifest) =>
        Promise.resolve({
          ...saved,
          spec: { replicas: 0, ...record(manifest['spec']) },
          metadata: marked.metadata,
        }),
      patch: (_kind, _name, patch) => {
        patches.push(patch);
        return Promise.resolve(saved);
      },
    }).cluster;
    expect((await restoreObject(cluster, saved, none)).result).toBe('applied');
    expect(patches).toEqual([{ metadata: { annotations: { [marks.replicas]: null } } }]);
    expect((await restoreObject(cluster, saved, new Set(['api']))).result).toBe('applied');
    expect(patches).toHaveLength(1);
  });
});
