import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { fakeClock, fakeFiles } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import { onlyEvent, openSession, run } from '../../fixtures/session/open-session.ts';
import { shellStep } from '../../fixtures/session/plan.ts';

const pin = { server: 'https://one', uid: 'u-1', context: 'prod', namespace: 'teei', version: 'v1.32.1' };
const crashing = recordedState('crash-loop');
const answering: Partial<Cluster> = {
  identity: () => Promise.resolve(pin),
  look: () => Promise.resolve(crashing),
};
const rollback = { rollback: shellStep('id: undo', 'undo') };

async function failing(
  annotation: string,
  given: Partial<Cluster> = answering,
  library: Readonly<Record<string, string>> = rollback,
) {
  const files = fakeFiles({});
  const opened = await openSession({
    text: shellStep(annotation, 'change'),
    library,
    scripts: { change: { code: 1 } },
    facts: { cluster: pin },
    ports: {
      cluster: fakeCluster(given),
      files,
      clock: { ...fakeClock(), sleep: () => new Promise(() => undefined) },
    },
  });
  await run(opened.session);
  const { evidence, result } = onlyEvent(opened.journal, 'step.finished');
  return { result, evidence, paths: [...files.content.keys()] };
}

describe('the evidence of a failure', () => {
  it('is kept before anybody is asked, where the session has changed something and a rollback is offered', async () => {
    const { result, evidence, paths } = await failing('id: a, on-failure: { runbook: rollback }');
    expect(result).toBe('failed');
    expect(paths.some((path) => path.endsWith('/evidence/index.md'))).toBe(true);
    expect(evidence.at(-1)).toMatchObject({ check: 'evidence.collect', result: 'pass' });
  });

  it('is not kept where nothing was changed, or no rollback is offered', async () => {
    const looked = await failing('id: a, effect: read, on-failure: { runbook: rollback }');
    expect(looked.paths).toEqual([]);
    expect((await failing('id: a', answering, {})).paths).toEqual([]);
  });

  it('leaves the failure what it was, where the cluster says nothing', async () => {
    const { result, evidence } = await failing('id: a, on-failure: { runbook: rollback }', {
      identity: () => Promise.resolve(pin),
    });
    expect(result).toBe('failed');
    expect(evidence.at(-1)).toMatchObject({ check: 'evidence.collect', result: 'error' });
  });
});
