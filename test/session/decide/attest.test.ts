import { describe, expect, it } from 'vitest';
import type { IntentOf } from '../../../src/session/intents.ts';
import { shellStep } from '../../fixtures/session/plan.ts';
import { finishedEvent, refusal, runByPerson, walkOf } from '../../fixtures/session/walk.ts';

const yes: IntentOf<'attest'> = { intent: 'attest', decision: 'yes', shown: 'abc' };
const item = '- [ ] QA has signed off\n      <!-- step: { id: qa, role: qa } -->\n';
const signed = '- [ ] QA has signed off\n      <!-- step: { id: qa, sign: required } -->\n';
const checked =
  '- [ ] The file is there\n      <!-- step: { id: there, check: { check: file, with: { path: /x } } } -->\n';

describe('ticking an item', () => {
  it('settles it in the name of the operator, bound to what was shown', () => {
    const walk = walkOf(item);
    expect(walk.act({ ...yes, note: 'seen' })).toEqual([
      {
        type: 'signoff',
        step: { id: 'qa', attempt: 1 },
        kind: 'attest',
        decision: 'yes',
        role: 'qa',
        name: 'olga',
        note: 'seen',
        shown: 'abc',
        evidence: [],
        settles: true,
      },
    ]);
    expect(walk.step('qa').status).toEqual({
      status: 'signed',
      attempt: 1,
      by: 'olga',
      signed: false,
      enteredBy: 'olga',
    });
  });

  it('names the person for whom a shared account acts', () => {
    const walk = walkOf(item, { actor: { id: 'shared', authtype: 'os', on_behalf_of: 'Olga' } });
    expect(walk.act(yes)[0]).toMatchObject({ name: 'Olga' });
  });

  it('names the holder of the key that will sign', () => {
    const walk = walkOf(signed);
    const by = { principal: 'Olga', key_fp: 'SHA256:x' };
    expect(walk.act({ ...yes, by })[0]).toMatchObject({ name: 'Olga', settles: true });
  });

  it('fails the step on a no, and says why', () => {
    const walk = walkOf(item);
    walk.act({ ...yes, decision: 'no', note: 'tests are red' });
    expect(walk.step('qa').status).toMatchObject({
      status: 'failed',
      problem: { code: 'step/refused', message: 'olga said no: tests are red' },
    });
    walk.act(yes);
    expect(walk.step('qa').status).toMatchObject({ status: 'signed', attempt: 2 });
  });

  it('keeps the evidence of the look beside it, and belongs to that attempt', () => {
    const evidence = [
      { check: 'file', result: 'fail' as const, what: '/x', expected: 'there', observed: 'not' },
    ];
    const walk = walkOf(checked);
    walk.finish('failed', { evidence, offered: true });
    expect(walk.step('there').status).toMatchObject({ status: 'looked', attempt: 1 });
    expect(walk.act(yes)[0]).toMatchObject({ step: { attempt: 1 }, evidence, settles: true });
  });

  it('is never given by the look itself', () => {
    const walk = walkOf(checked);
    walk.finish('passed', { offered: true });
    expect(walk.current).toBe('there');
  });

  it('refuses a tick where a command stands', () => {
    expect(refusal(walkOf(shellStep('id: a')).decide(yes))).toBe('session/not-asked');
  });

  it('refuses a tick in an unattended session', () => {
    const walk = walkOf(item, { started: { mode: 'unattended' } });
    expect(refusal(walk.decide(yes))).toBe('session/person-needed');
  });

  it('refuses an unsigned tick where a signature is required; a no needs none', () => {
    const walk = walkOf(signed);
    expect(refusal(walk.decide(yes))).toBe('session/signature-needed');
    expect(walk.decide({ ...yes, decision: 'no' }).ok).toBe(true);
  });

  it('refuses a tick while the look beside it runs, or was interrupted', () => {
    const walk = walkOf(checked);
    const [started] = walk.act(runByPerson);
    expect(refusal(walk.decide(yes))).toBe('session/running');
    if (started?.type === 'step.started') walk.log(finishedEvent(started.step, 'passed', { offered: true }));
    expect(walk.decide(yes).ok).toBe(true);
  });
});
