import { describe, expect, it } from 'vitest';
import { accessCan } from '../../../src/steps/checks/access-can.ts';
import { grantCommands } from '../../../src/steps/checks/access/requests.ts';
import { parseResource, rightsOf } from '../../../src/steps/checks/access/rights.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { ClusterError, type Manifest, type Right } from '../../../src/steps/ports/cluster.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const rights = [
  { verbs: ['get', 'patch'], resources: ['deployments.apps', 'pods/log'] },
  { verbs: ['list'], resources: ['nodes'], 'cluster-wide': true },
];

/** The account that newer servers tell, and the rights that are denied. */
function look(denied: readonly string[], account?: string): Promise<CheckResult> {
  const review: Manifest = { status: { userInfo: { username: account } } };
  const unknown = new ClusterError('not-found', 'no such kind');
  const cluster = fakeCluster({
    may: (asked) =>
      Promise.resolve(
        asked.map((right) => ({
          right,
          allowed: !denied.includes(`${right.verb} ${right.resource}`),
          reason: '',
        })),
      ),
    create: () => (account === undefined ? Promise.reject(unknown) : Promise.resolve(review)),
  });
  return accessCan.run({ rights }, fakeRunContext({ ports: { cluster } }));
}

describe('access.can', () => {
  it('passes with every right, and names the account where the server does', async () => {
    expect(await look([])).toMatchObject({ verdict: 'pass', summary: 'this account has all of 5 rights' });
    expect((await look([], 'deployer')).summary).toBe('deployer has all of 5 rights');
  });

  it('names every missing right at once, and the commands that grant them', async () => {
    const result = await look(['patch deployments', 'get pods', 'list nodes'], 'deployer');
    expect(result.verdict).toBe('fail');
    expect(result.summary).toBe(
      'deployer lacks 3 of 5 rights: patch deployments.apps, get pods/log, list nodes',
    );
    expect(result.evidence.map(({ what, where }) => [what, where])).toEqual([
      ['patch deployments.apps', 'namespace teei-production'],
      ['get pods/log', 'namespace teei-production'],
      ['list nodes', 'the whole cluster'],
      ['rights', 'namespace teei-production'],
    ]);
    expect(result.evidence.at(-1)?.details).toEqual([
      'kubectl create role teei-runbook -n teei-production --verb=patch --resource=deployments.apps',
      'kubectl create rolebinding teei-runbook -n teei-production --role=teei-runbook --user=deployer',
      'kubectl create role teei-runbook-2 -n teei-production --verb=get --resource=pods/log',
      'kubectl create rolebinding teei-runbook-2 -n teei-production --role=teei-runbook-2 --user=deployer',
      'kubectl create clusterrole teei-runbook --verb=list --resource=nodes',
      'kubectl create clusterrolebinding teei-runbook --clusterrole=teei-runbook --user=deployer',
    ]);
  });

  it('is an error, and no missing right, when the server does not answer', async () => {
    const busy = new ClusterError('throttled', 'Slow down.');
    const cluster = fakeCluster({ may: () => Promise.reject(busy) });
    const result = await accessCan.run({ rights }, fakeRunContext({ ports: { cluster } }));
    expect(result).toMatchObject({ verdict: 'error', summary: 'Slow down.' });
  });
});

describe('rights as they are written', () => {
  it.each([
    ['pods', { resource: 'pods', group: '' }],
    ['pods/log', { resource: 'pods', group: '', subresource: 'log' }],
    ['deployments.apps', { resource: 'deployments', group: 'apps' }],
    ['deployments.apps/scale', { resource: 'deployments', group: 'apps', subresource: 'scale' }],
    ['leases.coordination.k8s.io', { resource: 'leases', group: 'coordination.k8s.io' }],
  ])('%s is read as kubectl reads it', (written, right) => {
    expect(parseResource(written)).toEqual(right);
  });

  it.each(['Pods', 'pods/', 'deploy ments', '', '.apps'])('%j is none', (written) => {
    expect(parseResource(written)).toBeUndefined();
  });

  it('are asked for once each', () => {
    const asked = { verbs: ['get'], resources: ['pods', 'pods'], 'cluster-wide': false };
    expect(rightsOf([asked, asked])).toEqual([{ verb: 'get', resource: 'pods', group: '' }]);
  });

  it('are granted to a service account as one, and a strange name can’t become a command', () => {
    const right: Right = { verb: 'get', group: '', resource: 'pods' };
    const commands = (account: string): string | undefined =>
      grantCommands([right], { namespace: 'shop', account }).at(-1);
    expect(commands('system:serviceaccount:ci:deployer')).toContain('--serviceaccount=ci:deployer');
    expect(commands("x'; reboot #")).toContain(`--user='x'\\''; reboot #'`);
  });
});
