import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../../src/platform/cluster/open-cluster.ts';
import { listenApi } from '../../../../src/rehearsal/kubernetes/api/server.ts';
import { accessCan } from '../../../../src/steps/checks/access-can.ts';
import { servingWorld } from '../../../fixtures/rehearsal/serving-world.ts';
import { fakeRunContext } from '../../../fixtures/run-context.ts';
import { kubeconfigFor } from '../../../platform/cluster/api-server.ts';

const denied = [
  { verb: 'create', group: 'apps', resource: 'deployments' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
];
const rights = [
  { verbs: ['get', 'create'], resources: ['deployments.apps', 'pods', 'pods/log'] },
  { verbs: ['list'], resources: ['nodes'], 'cluster-wide': true },
];

describe('rights that a scenario denies', () => {
  it('are found by the check at the beginning of a runbook, with the name of the account', async () => {
    const server = await listenApi({ ...servingWorld(), denied });
    try {
      const kubeconfig = await kubeconfigFor(server.url, undefined, 'prod');
      const cluster = await openCluster({ kubeconfig, env: {} });
      const result = await accessCan.run({ rights }, fakeRunContext({ ports: { cluster } }));
      expect(result.summary).toBe('rehearsal lacks 2 of 7 rights: create deployments.apps, get pods/log');
    } finally {
      await server.close();
    }
  });
});
