import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  noFaults,
  type SimulatedCluster,
  startCluster,
} from '../../../../src/rehearsal/kubernetes/cluster.ts';
import { countingIds } from '../../../../src/rehearsal/kubernetes/objects/ids.ts';
import {
  type KubeObject,
  namespaceOf,
  withMetadata,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { apiVersionOf } from '../../../../src/rehearsal/kubernetes/resources/resource-type.ts';
import { servedTypes } from '../../../../src/rehearsal/kubernetes/resources/served.ts';
import { namespaceObject, seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import { hasKubectl, type Kubectl, kubectlFor } from '../../../fixtures/rehearsal/kubectl.ts';
import { manualSchedule } from '../../../fixtures/rehearsal/manual-schedule.ts';
import { recordedObjects } from '../../../fixtures/rehearsal/recorded/read.ts';

/** A recorded object in the version that is stored, in the namespace that kubectl looks at. */
function inProd(object: KubeObject): KubeObject {
  const type = servedTypes.find(({ kind, storedAs }) => kind === object.kind && storedAs === undefined);
  const apiVersion = type === undefined ? object.apiVersion : apiVersionOf(type);
  const namespace = namespaceOf(object) === undefined ? undefined : 'prod';
  return { ...withMetadata(object, { namespace, finalizers: undefined }), apiVersion };
}

describe.skipIf(!hasKubectl)('kubectl reads what a real cluster had', { timeout: 30_000 }, () => {
  let cluster: SimulatedCluster;
  let kubectl: Kubectl;

  beforeAll(async () => {
    cluster = await startCluster({
      schedule: manualSchedule(),
      ids: countingIds(),
      nodes: ['n3'],
      faults: noFaults,
      behaviourOf: () => undefined,
    });
    seed(cluster.world, namespaceObject('prod'));
    for (const { object } of recordedObjects()) seed(cluster.world, inProd(object));
    kubectl = kubectlFor(cluster.url);
  });

  afterAll(async () => {
    kubectl.remove();
    await cluster.close();
  });

  it.each([
    'get all -o wide',
    'get configmaps,secrets,serviceaccounts,endpoints,pvc,quota,limits,events,leases,ingresses,netpol,pdb -o wide',
    'get nodes,namespaces -o wide',
    'get events --sort-by=.lastTimestamp',
    'get pods --sort-by=.metadata.creationTimestamp',
    'get pods --show-labels -L app',
    'describe pods',
    'describe deployments,replicasets,statefulsets,daemonsets',
    'describe services,ingresses,networkpolicies',
    'describe jobs,cronjobs',
    'describe hpa,pdb,quota,limits,pvc',
    'describe nodes',
    'describe namespace prod',
    'top nodes',
  ])('%s', async (words) => {
    expect(await kubectl.run(words.split(' '))).toMatchObject({ code: 0, stderr: '' });
  });

  it('describes a node with its sign of life', async () => {
    const { stdout } = await kubectl.run(['describe', 'node', 'n3']);
    expect(stdout).toMatch(/RenewTime: +Tue, 03 Mar 2026/);
    expect(stdout).toMatch(/Ready +True +Tue, 03 Mar 2026/);
  });
});
