import { describe, expect, it } from 'vitest';
import { at, type JsonObject, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { created, posted, put } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

function service(name: string, spec: JsonObject = {}): KubeObject {
  const ports = [{ port: 80 }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports, ...spec },
  };
}

describe('a new service', () => {
  it('has an address that no other has, and keeps it when an update leaves it out', async () => {
    const world = quietWorld();
    const first = await created(world, service('a'));
    const second = await created(world, service('b'));
    expect(at(first, 'spec', 'clusterIP')).not.toBe(at(second, 'spec', 'clusterIP'));
    const updated = await put(world, service('a', { sessionAffinity: 'ClientIP' }));
    expect(updated).toMatchObject({
      spec: { clusterIP: at(first, 'spec', 'clusterIP'), sessionAffinity: 'ClientIP', ipFamilies: ['IPv4'] },
    });
  });

  it('has a node port of its own where its type is reached from outside', async () => {
    const world = quietWorld();
    const taken = await created(world, service('a', { type: 'NodePort' }));
    expect(at(taken, 'spec', 'ports')).toMatchObject([{ nodePort: 30_000 }]);
    const again = service('b', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_000 }] });
    expect(await posted(world, again)).toBe(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30000: provided port is already allocated',
    );
  });

  it('has no address where it is headless or a name', async () => {
    const world = quietWorld();
    expect(await posted(world, service('a', { clusterIP: 'None' }))).toMatchObject({
      spec: { clusterIP: 'None', clusterIPs: ['None'] },
    });
    const named = await created(world, service('b', { type: 'ExternalName', externalName: 'example.org' }));
    expect(at(named, 'spec', 'clusterIP')).toBeUndefined();
  });
});

describe('a new job', () => {
  it('finds its pods by its own uid', async () => {
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: 'job:1' }] } };
    const job = await created(quietWorld(), {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrate' },
      spec: { template },
    });
    const uid = at(job, 'metadata', 'uid') ?? '';
    const labels = {
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': 'migrate',
      'controller-uid': uid,
      'job-name': 'migrate',
    };
    expect(at(job, 'spec', 'selector', 'matchLabels')).toEqual({ 'batch.kubernetes.io/controller-uid': uid });
    expect(objectAt(job, 'spec', 'template', 'metadata')['labels']).toEqual(labels);
    expect(at(job, 'metadata', 'labels')).toEqual(labels);
  });
});

function count(answer: JsonObject | string): unknown {
  return typeof answer === 'string'
    ? answer
    : at(answer, 'metadata', 'annotations', 'deprecated.daemonset.template.generation');
}

describe('a daemon set', () => {
  it('counts its templates', async () => {
    const world = quietWorld();
    const labels = { app: 'a' };
    const daemonSet = (image: string): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'a', image }] } },
      },
    });
    expect(count(await posted(world, daemonSet('a:1')))).toBe('1');
    expect(count(await put(world, daemonSet('a:1')))).toBe('1');
    expect(count(await put(world, daemonSet('a:2')))).toBe('2');
  });
});
