import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/runbook/inventory.ts';
import type { IntentOf } from '../../../src/session/intents.ts';
import { fingerprintOf, publicKey } from '../../fixtures/session/fake-signer.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { refusal, resumedEvent, walkOf, type Walk, type WalkOptions } from '../../fixtures/session/walk.ts';

const principals: readonly Principal[] = [
  { name: 'olga', roles: ['release-manager'], keys: [publicKey('olga')] },
  { name: 'Rita', roles: ['release-manager'], keys: [publicKey('Rita')] },
  { name: 'Sven', roles: ['release-manager', 'sre'], keys: [publicKey('Sven')] },
  { name: 'Tom', roles: ['developer'], keys: [publicKey('Tom')] },
];

const una: Principal = { name: 'Una', roles: ['release-manager'], keys: [publicKey('Una')] };

const signedOnly = { principals, approvals: { unsigned: 'refused' as const } };
const unsignedToo = { principals, approvals: { unsigned: 'allowed' as const } };

const one = yamlStep('kind: approval', 'id: go', 'role: release-manager');
const two = yamlStep('kind: approval', 'id: go', 'role: [release-manager, sre]', 'count: 2');
const each = yamlStep('kind: approval', 'id: go', 'role: [release-manager, sre]', 'each-role: true');
const reasoned = yamlStep('kind: approval', 'id: go', 'role: release-manager', 'reason: required');

function signedBy(name: string, more: Partial<IntentOf<'approve'>> = {}): IntentOf<'approve'> {
  return { intent: 'approve', decision: 'yes', name, shown: 'abc', by: { principal: name }, ...more };
}

function enteredFor(name: string, more: Partial<IntentOf<'approve'>> = {}): IntentOf<'approve'> {
  return { intent: 'approve', decision: 'yes', name, shown: 'abc', ...more };
}

describe('an approval', () => {
  it('of one other person settles the step', () => {
    const walk = walkOf(one, { inventory: signedOnly });
    expect(walk.act(signedBy('Rita'))).toEqual([
      {
        type: 'signoff',
        step: { id: 'go', attempt: 1 },
        kind: 'approve',
        decision: 'yes',
        role: 'release-manager',
        name: 'Rita',
        shown: 'abc',
        evidence: [],
        settles: true,
      },
    ]);
    expect(walk.current).toBeUndefined();
  });

  it('of two people needs two different ones', () => {
    const walk = walkOf(two, { inventory: signedOnly });
    expect(walk.act(signedBy('Rita'))[0]).toMatchObject({ settles: false, step: { attempt: 1 } });
    expect(walk.current).toBe('go');
    expect(refusal(walk.decide(signedBy('Rita')))).toBe('session/approved-twice');
    expect(walk.act(signedBy('Sven'))[0]).toMatchObject({ settles: true, step: { attempt: 1 } });
    expect(walk.current).toBeUndefined();
  });

  it('of each role needs one who holds it, and another one for the other', () => {
    const walk = walkOf(each, { inventory: signedOnly });
    // Sven holds both, and can stand for one of them alone.
    expect(walk.act(signedBy('Sven'))[0]).toMatchObject({ settles: false });
    expect(walk.act(signedBy('Rita'))[0]).toMatchObject({ settles: true });

    const same = walkOf(each, { inventory: { ...signedOnly, principals: [...principals, una] } });
    same.act(signedBy('Rita'));
    expect(refusal(same.decide(signedBy('Una')))).toBe('session/role-wanted');
    expect(same.act(signedBy('Sven'))[0]).toMatchObject({ settles: true });
  });

  it('of each role takes names that were entered unsigned for one role each', () => {
    const walk = walkOf(each, { inventory: unsignedToo });
    expect(walk.act(enteredFor('Somebody'))[0]).toMatchObject({ settles: false });
    expect(walk.act(enteredFor('Somebody Else'))[0]).toMatchObject({ settles: true });
  });

  it('of something else that was shown does not count', () => {
    const walk = walkOf(two, { inventory: signedOnly });
    walk.act(signedBy('Rita', { shown: 'before' }));
    expect(walk.act(signedBy('Sven', { shown: 'after' }))[0]).toMatchObject({ settles: false });
    expect(walk.act(signedBy('Rita', { shown: 'after' }))[0]).toMatchObject({
      settles: true,
      step: { attempt: 1 },
    });
  });

  it('before a no does not count any more', () => {
    const walk = walkOf(two, { inventory: signedOnly });
    walk.act(signedBy('Rita'));
    walk.act(signedBy('Sven', { decision: 'no', note: 'not today' }));
    expect(walk.step('go').status).toMatchObject({
      status: 'failed',
      problem: { message: 'Sven said no: not today' },
    });
    expect(walk.act(signedBy('Sven'))[0]).toMatchObject({ settles: false, step: { attempt: 2 } });
    expect(walk.act(signedBy('Rita'))[0]).toMatchObject({ settles: true, step: { attempt: 2 } });
  });

  it('can be taken back by a no of the same person', () => {
    const walk = walkOf(two, { inventory: signedOnly });
    walk.act(signedBy('Rita'));
    walk.act(signedBy('Rita', { decision: 'no' }));
    expect(walk.step('go').status).toMatchObject({ status: 'failed', attempt: 1 });
    expect(walk.act(signedBy('Sven'))[0]).toMatchObject({ settles: false, step: { attempt: 2 } });
  });

  it('keeps its reason', () => {
    const walk = walkOf(reasoned, { inventory: signedOnly });
    expect(refusal(walk.decide(signedBy('Rita')))).toBe('session/no-reason');
    expect(refusal(walk.decide(signedBy('Rita', { note: '  ' })))).toBe('session/no-reason');
    expect(walk.act(signedBy('Rita', { note: 'CHG-1' }))[0]).toMatchObject({ note: 'CHG-1' });
  });

  it('is entered with a name where platform.yaml allows it, and says that it is unsigned', () => {
    const walk = walkOf(one, { inventory: unsignedToo });
    expect(walk.act(enteredFor('Rita'))[0]).toMatchObject({ name: 'Rita', settles: true });
    expect(walk.step('go').status).toMatchObject({ status: 'signed', signed: false });
  });

  it.each<[string, IntentOf<'approve'>, WalkOptions, string]>([
    [
      'unsigned where it must be signed',
      enteredFor('Rita'),
      { inventory: signedOnly },
      'session/signature-needed',
    ],
    [
      'a no that is unsigned where it must be signed',
      enteredFor('Rita', { decision: 'no' }),
      { inventory: signedOnly },
      'session/signature-needed',
    ],
    ['without a name', enteredFor('  '), { inventory: unsignedToo }, 'session/no-name'],
    ['by somebody without the role', signedBy('Tom'), { inventory: signedOnly }, 'session/wrong-role'],
    [
      'by somebody the inventory does not know',
      signedBy('Mallory'),
      { inventory: signedOnly },
      'session/wrong-role',
    ],
    [
      'in an unattended session',
      signedBy('Rita'),
      { inventory: signedOnly, started: { mode: 'unattended' } },
      'session/person-needed',
    ],
    ['by the operator, by name', signedBy('olga'), { inventory: signedOnly }, 'session/self-approval'],
    [
      'by the operator, entered with spaces',
      enteredFor(' olga '),
      { inventory: unsignedToo },
      'session/self-approval',
    ],
    [
      'by the operator, whose key has another name',
      signedBy('Rita'),
      { inventory: signedOnly, actor: { id: 'u1001', authtype: 'os', key_fp: fingerprintOf('Rita') } },
      'session/self-approval',
    ],
    [
      'by the key that operates, under whatever name',
      enteredFor('Rita', { by: { principal: 'Rita', key_fp: 'SHA256:own' } }),
      { inventory: signedOnly, actor: { id: 'u1001', authtype: 'os', key_fp: 'SHA256:own' } },
      'session/self-approval',
    ],
    [
      'by the person behind a shared account',
      signedBy('Rita'),
      { inventory: signedOnly, actor: { id: 'shared', authtype: 'os', on_behalf_of: 'Rita' } },
      'session/self-approval',
    ],
  ])('is refused %s', (_what, intent, options, code) => {
    expect(refusal(walkOf(one, options).decide(intent))).toBe(code);
  });

  it('is refused where nothing asks for it', () => {
    expect(refusal(walkOf(shellStep('id: a')).decide(signedBy('Rita')))).toBe('session/not-asked');
  });

  it('is not given twice by one name that is written in two ways', () => {
    const walk = walkOf(two, { inventory: unsignedToo });
    walk.act(enteredFor('Rita'));
    expect(refusal(walk.decide(enteredFor('Rita ')))).toBe('session/approved-twice');
  });

  it('is refused to everybody who has ever operated, after a handover and a resume', () => {
    const walk = walkOf(one, { inventory: signedOnly });
    walk.act({ intent: 'hand-over', to: 'Rita', note: 'night shift' });
    walk.operateAs({ id: 'rita', authtype: 'os', key_fp: fingerprintOf('Rita') });
    walk.log(resumedEvent);
    walk.operateAs({ id: 'sven', authtype: 'os' });
    walk.log(resumedEvent);
    expect(refusalOf(walk, 'olga')).toBe('session/self-approval');
    expect(refusalOf(walk, 'Rita')).toBe('session/self-approval');
    expect(walk.decide(signedBy('Sven')).ok).toBe(true);
  });
});

function refusalOf(walk: Walk, name: string): string | undefined {
  return refusal(walk.decide(signedBy(name)));
}
