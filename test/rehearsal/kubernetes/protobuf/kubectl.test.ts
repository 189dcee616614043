import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  noFaults,
  type SimulatedCluster,
  startCluster,
} from '../../../../src/rehearsal/kubernetes/cluster.ts';
import { at } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { countingIds } from '../../../../src/rehearsal/kubernetes/objects/ids.ts';
import { namespaceObject, seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import { hasKubectl, type Kubectl, kubectlFor } from '../../../fixtures/rehearsal/kubectl.ts';
import { manualSchedule } from '../../../fixtures/rehearsal/manual-schedule.ts';

/** What kubectl makes itself and sends as protobuf: the words after `create`, and what must have arrived. */
const created = [
  [
    'configmap settings --from-literal=LOG_LEVEL=debug',
    'configmaps',
    'settings',
    ['data', 'LOG_LEVEL'],
    'debug',
  ],
  ['secret generic password --from-literal=p=x', 'secrets', 'password', ['data', 'p'], 'eA=='],
  ['serviceaccount deployer', 'serviceaccounts', 'deployer', ['metadata', 'namespace'], 'prod'],
  ['service nodeport web --tcp=80:8080', 'services', 'web', ['spec', 'type'], 'NodePort'],
  ['quota small --hard=pods=9', 'resourcequotas', 'small', ['spec', 'hard', 'pods'], '9'],
  ['deployment web --image=web:1 --replicas=3', 'deployments.apps', 'web', ['spec', 'replicas'], 3],
  ['job once --image=job:1', 'jobs.batch', 'once', ['spec', 'template', 'spec', 'restartPolicy'], 'Never'],
  [
    'cronjob often --image=job:1 --schedule=*/5_*_*_*_*',
    'cronjobs.batch',
    'often',
    ['spec', 'schedule'],
    '*/5 * * * *',
  ],
  [
    'pdb web --selector=app=web --min-available=50%',
    'poddisruptionbudgets.policy',
    'web',
    ['spec', 'minAvailable'],
    '50%',
  ],
  [
    'ingress web --rule=a.example.org/x=web:80',
    'ingresses.networking.k8s.io',
    'web',
    ['spec', 'rules'],
    expect.any(Array),
  ],
] as const;

describe.skipIf(!hasKubectl)('what kubectl sends typed', { timeout: 30_000 }, () => {
  let cluster: SimulatedCluster;
  let kubectl: Kubectl;

  beforeAll(async () => {
    cluster = await startCluster({
      schedule: manualSchedule(),
      ids: countingIds(),
      nodes: ['n1'],
      faults: noFaults,
      behaviourOf: () => undefined,
      denied: [
        { verb: 'delete', group: 'apps', resource: 'deployments' },
        { verb: 'create', group: '', resource: 'pods', subresource: 'exec' },
      ],
    });
    seed(cluster.world, namespaceObject('prod'));
    kubectl = kubectlFor(cluster.url);
  });

  afterAll(async () => {
    kubectl.remove();
    await cluster.close();
  });

  it.each(created)('create %s', async (words, resource, name, path, value) => {
    const ended = await kubectl.run([
      'create',
      ...words.split(' ').map((word) => word.replaceAll('_*', ' *')),
    ]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(at(cluster.world.store.get(resource, 'prod', name), ...path)).toEqual(value);
  });

  it('asks what it may do', async () => {
    expect(await kubectl.run(['auth', 'can-i', 'create', 'deployments'])).toMatchObject({
      code: 0,
      stdout: 'yes\n',
    });
    expect(await kubectl.run(['auth', 'can-i', 'delete', 'deployments'])).toMatchObject({
      code: 1,
      stdout: 'no\n',
    });
  });

  it('asks who it is', async () => {
    const { code, stdout } = await kubectl.run(['auth', 'whoami']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Username +rehearsal\nGroups +\[rehearsal system:authenticated\]/);
  });

  it('may not run a command where that is denied', async () => {
    seed(cluster.world, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'prod' },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
      status: { phase: 'Running' },
    });
    const { code, stderr } = await kubectl.run(['exec', 'web', '--', 'env']);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot create resource "pods/exec"');
  });
});
