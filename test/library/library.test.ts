import { describe, expect, it } from 'vitest';
import { allSteps } from '../../src/session/plan.ts';
import { bundled, bundledInventory, libraryIds, planOf } from './library.ts';

describe('the bundled library', () => {
  it('holds the runbooks that the README and the other runbooks name', () => {
    expect(libraryIds).toEqual(expect.arrayContaining(['deploy', 'rollback', 'tools', 'tour']));
  });

  it('has an inventory without a problem', () => {
    expect(bundledInventory().problems).toEqual([]);
  });

  it.each(libraryIds)('%s parses and lints without an error or a warning', (id) => {
    expect(bundled(id).problems).toEqual([]);
  });

  it.each(libraryIds)('%s compiles into a plan whose ids are unique', (id) => {
    const plan = planOf(id);
    expect(plan).toMatchObject({ ok: true });
    if (!plan.ok) return;
    const ids = allSteps(plan.value).map((step) => step.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(libraryIds)('%s gives every command a timeout, so that none can hang a session', (id) => {
    const { runbook } = bundled(id);
    const without = runbook?.steps.filter(
      ({ kind, options }) => kind === 'command' && options.timeout === undefined,
    );
    expect(without?.map((step) => step.id)).toEqual([]);
  });
});
