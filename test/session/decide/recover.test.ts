import { describe, expect, it } from 'vitest';
import { recoverableAlone } from '../../../src/session/decide/recover.ts';
import { environment, inventory } from '../../fixtures/run-context.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { shellStep } from '../../fixtures/session/plan.ts';
import { refusal, type Walk, walkOf } from '../../fixtures/session/walk.ts';

const text = shellStep('id: a, on-failure: { runbook: rollback }') + shellStep('id: b');
const takesServices = '---\nparameters: { only: { type: list, values: services, default: "" } }\n---\n';
const steps = shellStep('id: undo, effect: read', 'echo "$ONLY"');
const services = ['api-gateway', 'analytics', 'reporting'].map((name, index) => ({
  name,
  deployment: name,
  image: name,
  health: '/health',
  port: 3000,
  wave: index,
}));

/** A session whose first step failed with these services. */
function failedWith(failing: readonly string[], library = { rollback: takesServices + steps }): Walk {
  const walk = walkOf(text, { library, inventory: { services }, started: { params: { only: 'reporting' } } });
  walk.finish('failed', { failing: [...failing] });
  return walk;
}

function alone({ plan, state }: Walk): readonly string[] {
  const known = { ...inventory, services };
  return recoverableAlone({ plan, state, kinds: stepKinds, inventory: known, environment, folder: '/s' });
}

describe('recovering for some services alone', () => {
  it.each<[string, Walk, readonly string[]]>([
    ['one failed', failedWith(['analytics']), ['analytics']],
    [
      'several did, in the inventory’s order',
      failedWith(['reporting', 'api-gateway']),
      ['api-gateway', 'reporting'],
    ],
    ['one is not known', failedWith(['analytics', 'db']), ['analytics']],
    ['none is named', failedWith([]), []],
    ['all failed', failedWith(['reporting', 'api-gateway', 'analytics']), []],
    ['the runbook takes no services', failedWith(['analytics'], { rollback: steps }), []],
    ['nothing has failed', walkOf(text, { library: { rollback: takesServices + steps } }), []],
  ])('offers those that failed: %s', (_what, walk, offered) => {
    expect(alone(walk)).toEqual(offered);
  });

  it('walks the runbook for them, as is logged, and going back takes nothing of that away', () => {
    const walk = failedWith(['analytics']);
    expect(walk.act({ intent: 'recover', reason: 'it crashes', only: ['analytics'] })).toEqual([
      {
        type: 'branch.entered',
        branch: 'rollback',
        from: 'a',
        reason: 'it crashes',
        params: { only: 'analytics' },
      },
    ]);
    walk.finish('failed');
    walk.log({ type: 'session.went-back', to: 'rollback.undo', voided: ['rollback.undo'], reason: '' });
    expect(walk.state.values.get('only')).toEqual({ value: 'analytics' });
    expect(alone(walk)).toEqual([]);
  });

  it('is for everything where none is named, whatever the session was for', () => {
    const walk = failedWith(['analytics']);
    walk.act({ intent: 'recover', reason: 'all of it' });
    expect(walk.state.values.get('only')).toEqual({ value: '' });
  });

  it.each<[string, Walk, readonly string[]]>([
    ['the inventory does not know', failedWith(['analytics']), ['analytics', 'db']],
    ['there are none of', failedWith(['analytics']), []],
    ['the runbook can not be walked for', failedWith(['analytics'], { rollback: steps }), ['analytics']],
  ])('is refused for services that %s', (_what, walk, only) => {
    expect(refusal(walk.decide({ intent: 'recover', reason: 'x', only }))).toBe('session/no-services');
  });
});
