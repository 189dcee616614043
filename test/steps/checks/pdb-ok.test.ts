import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { pdbOk } from '../../../src/steps/checks/pdb-ok.ts';
import type { Manifest } from '../../../src/steps/ports/cluster.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const deployment: Manifest = {
  metadata: { name: 'teei-api-gateway' },
  spec: { template: { metadata: { labels: { app: 'api' } } } },
};

interface Counts {
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
}

const counts: Counts = { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 };

/**
 * The fields are those of https://kubernetes.io/docs/tasks/run-application/configure-pdb/, whose example allows one
 * disruption of three pods with two wanted.
 */
function budget(status: Partial<Counts> | undefined, more: Readonly<Record<string, unknown>> = {}): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'api', generation: 1 },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'api' } }, ...more },
    status: status === undefined ? {} : { observedGeneration: 1, ...counts, ...status },
  };
}

function look(budgets: readonly Manifest[] | undefined): Promise<CheckResult> {
  const cluster = fakeCluster({
    list: ({ kind }) => Promise.resolve(kind === 'PodDisruptionBudget' ? budgets : [deployment]),
  });
  return pdbOk.run({}, fakeRunContext({ ports: { cluster } }));
}

describe('pdb.ok', () => {
  it('passes with room, without pods, and without any budget', async () => {
    expect(await look([budget({})])).toMatchObject({
      verdict: 'pass',
      summary: '1 of 1 disruption budgets leave room',
    });
    const empty = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
    expect((await look([budget(empty)])).evidence[0].observed).toBe('it guards no pod now');
    expect((await look([])).summary).toBe('namespace teei-production has no disruption budget');
  });

  it('says how many are missing, and for which service', async () => {
    const result = await look([budget({}), budget({ disruptionsAllowed: 0, currentHealthy: 2 })]);
    expect(result).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(result.evidence[0]).toMatchObject({
      what: 'api-gateway',
      where: 'PodDisruptionBudget api (minAvailable 2)',
      observed: 'none may be evicted; 2 healthy of 3, 2 wanted',
    });
  });

  it('tells one that can never be satisfied', async () => {
    const never = { disruptionsAllowed: 0, currentHealthy: 3, desiredHealthy: 3 };
    const result = await look([budget(never, { minAvailable: undefined, maxUnavailable: 0 })]);
    expect(result.evidence[0].where).toBe('PodDisruptionBudget api (maxUnavailable 0)');
    expect(result.evidence[0].observed).toMatch(/^it never allows an eviction/);
  });

  it('does not pass what has not been counted, or was counted for an older rule', async () => {
    expect((await look([budget(undefined)])).verdict).toBe('inconclusive');
    const changed = { ...budget({}), metadata: { name: 'api', generation: 2 } };
    expect((await look([changed])).verdict).toBe('inconclusive');
    expect((await look(undefined)).verdict).toBe('error');
  });
});
