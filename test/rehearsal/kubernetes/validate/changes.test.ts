import { describe, expect, it } from 'vitest';
import { type JsonObject, objectAt, withAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { created, put } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const containers = [{ name: 'app', image: 'app:1' }];
const metadata = { name: 'one' };

function workload(kind: string): JsonObject {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: { selector: { matchLabels: { app: 'a' } }, template },
  };
}

const job: JsonObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata,
  spec: { template: { spec: { restartPolicy: 'Never', containers } } },
};
const pod: JsonObject = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } };
const service: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { type: 'NodePort', ports: [{ port: 80 }] },
};
const configMap: JsonObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata,
  data: { a: 'b' },
  immutable: true,
};
const secret: JsonObject = { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { a: 'b' } };

/** What the server answers when a field of an object is changed. */
async function changed(
  sent: JsonObject,
  ...changes: readonly (readonly [path: readonly [string, ...string[]], value: JsonObject[string]])[]
): Promise<JsonObject | string> {
  const world = quietWorld();
  const object = await created(world, sent);
  const after = changes.reduce<JsonObject>((one, [path, value]) => withAt(one, path, value), object);
  return put(world, { ...object, ...after, metadata: objectAt(after, 'metadata') } satisfies KubeObject);
}

function specOf(answer: JsonObject | string): JsonObject {
  return typeof answer === 'string' ? {} : objectAt(answer, 'spec');
}

const otherLabels = { app: 'b' };

describe('an update', () => {
  it.each(['Deployment', 'DaemonSet', 'ReplicaSet'])('may not change the selector of a %s', async (kind) => {
    expect(
      await changed(
        workload(kind),
        [['spec', 'selector', 'matchLabels'], otherLabels],
        [['spec', 'template', 'metadata', 'labels'], otherLabels],
      ),
    ).toBe(
      `${kind}.apps "one" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string` +
        '{"app":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    );
  });

  it('may change only some fields of a StatefulSet', async () => {
    expect(await changed(workload('StatefulSet'), [['spec', 'serviceName'], 'x'])).toContain(
      'StatefulSet.apps "one" is invalid: spec: Forbidden: updates to statefulset spec for fields other than \'replicas\'',
    );
    expect(await changed(workload('StatefulSet'), [['spec', 'replicas'], 3])).toBeTypeOf('object');
  });

  it('may change how many pods a Job has at a time, and not how many are to end well, nor what they are', async () => {
    expect(await changed(job, [['spec', 'parallelism'], 0])).toBeTypeOf('object');
    expect(await changed(job, [['spec', 'completions'], 3])).toBe(
      'Job.batch "one" is invalid: spec.completions: Invalid value: 3: field is immutable',
    );
    expect(
      await changed(job, [['spec', 'template', 'spec', 'containers'], [{ name: 'app', image: 'app:2' }]]),
    ).toMatch(
      /^Job\.batch "one" is invalid: spec\.template: Invalid value: core\.PodTemplateSpec.*: field is immutable$/,
    );
  });

  it('may give a pod another image, and no other place or container', async () => {
    expect(await changed(pod, [['spec', 'containers'], [{ name: 'app', image: 'app:2' }]])).toMatchObject({
      spec: { containers: [{ name: 'app', image: 'app:2' }] },
    });
    expect(await changed(pod, [['spec', 'nodeSelector'], { disk: 'ssd' }])).toContain(
      'Pod "one" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    );
    expect(
      await changed(pod, [
        ['spec', 'containers'],
        [...containers, { name: 'b', image: 'b:1' }],
      ]),
    ).toBe('Pod "one" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers');
  });

  it('may not move a service, and may change its type', async () => {
    expect(
      await changed(service, [['spec', 'clusterIP'], '10.96.7.7'], [['spec', 'clusterIPs'], ['10.96.7.7']]),
    ).toBe(
      'Service "one" is invalid: spec.clusterIPs[0]: Invalid value: []string{"10.96.7.7"}: may not change once set',
    );
    const inside = await changed(service, [['spec', 'type'], 'ClusterIP']);
    expect(inside).toMatchObject({ spec: { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] } });
    expect(JSON.stringify(specOf(inside))).not.toMatch(/nodePort|externalTrafficPolicy/);
    const named = await changed(
      service,
      [['spec', 'type'], 'ExternalName'],
      [['spec', 'externalName'], 'a.b'],
    );
    expect(JSON.stringify(specOf(named))).not.toContain('clusterIP');
  });

  it('may not change what is marked as immutable, nor the type of a secret', async () => {
    const why = 'field is immutable when `immutable` is set';
    expect(await changed(configMap, [['data'], { a: 'c' }])).toBe(
      `ConfigMap "one" is invalid: data: Forbidden: ${why}`,
    );
    expect(await changed(configMap, [['immutable'], false])).toBe(
      `ConfigMap "one" is invalid: immutable: Forbidden: ${why}`,
    );
    expect(await changed(secret, [['type'], 'example.org/key'])).toBe(
      'Secret "one" is invalid: type: Invalid value: "example.org/key": field is immutable',
    );
  });
});
