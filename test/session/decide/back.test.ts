import { describe, expect, it } from 'vitest';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { interrupted, passed, started } from '../../fixtures/session/stages.ts';
import { refusal, walkOf, type Walk } from '../../fixtures/session/walk.ts';

const three = shellStep('id: a') + shellStep('id: b') + shellStep('id: c');
const approval = yamlStep('kind: approval', 'id: go', 'role: qa');

describe('going back', () => {
  const text = [
    '- [ ] Merged\n      <!-- step: { id: tick } -->\n',
    yamlStep('kind: ask', 'id: size', 'question: How many?', 'asks:', '  replicas: { type: integer }'),
    approval,
    shellStep(
      "id: get, effect: read, capture: { build: { output: '(.*)' }, key: { output: '(.*)', secret: true } }",
    ),
    shellStep('id: last'),
  ].join('\n');

  function walked(): Walk {
    const walk = walkOf(text, {
      inventory: { approvals: { unsigned: 'allowed' } },
      started: { params: { version: 'v1' } },
    });
    walk.act({ intent: 'attest', decision: 'yes', shown: 'x' });
    walk.act({ intent: 'answer', values: { replicas: 3 }, secrets: [] });
    walk.act({ intent: 'approve', decision: 'yes', name: 'Rita', shown: 'x' });
    walk.finish('passed', { captures: { build: '7' }, secret_captures: ['key'] });
    return walk;
  }

  it('voids sign-offs, approvals, answers and captures from there on, and counts attempts further', () => {
    const walk = walked();
    walk.act({ intent: 'back', to: 'size', reason: 'wrong number' });
    expect(walk.current).toBe('size');
    for (const id of ['size', 'go', 'get']) {
      expect(walk.step(id)).toEqual({ status: { status: 'pending' }, attempts: 1, signoffs: [] });
    }
    expect(walk.step('tick').status).toMatchObject({ status: 'signed' });
    expect([...walk.state.values.keys()]).toEqual(['version']);
    expect([...walk.state.secrets.keys()]).toEqual([]);
    expect(walk.act({ intent: 'answer', values: { replicas: 4 }, secrets: [] })[0]).toMatchObject({
      step: { id: 'size', attempt: 2 },
    });
  });

  it('voids what lies behind the current step too, where an adopted runbook left it settled', () => {
    const walk = walked();
    walk.log({ type: 'runbook.adopted', files: [], kept: ['tick', 'go', 'get'], voided: ['size'] });
    expect(walk.current).toBe('size');
    walk.act({ intent: 'back', to: 'tick', reason: 'from the start' });
    expect(walk.step('go').status).toEqual({ status: 'pending' });
    expect(walk.step('get').status).toEqual({ status: 'pending' });
  });

  it('keeps the effects: what has changed stays changed', () => {
    const walk = walkOf(three);
    walk.finish();
    walk.act({ intent: 'back', to: 'a', reason: 'again' });
    expect(walk.state.changed).toBe(true);
  });

  describe('over a snapshot', () => {
    const snapshot = yamlStep('kind: action', 'id: save', 'action: snapshot.take');

    it('voids it while nothing has been changed', () => {
      const walk = walkOf(snapshot + shellStep('id: a'));
      walk.finish('passed', { captures: { snapshot: '/s' } });
      walk.act({ intent: 'back', to: 'save', reason: 'again' });
      expect(walk.current).toBe('save');
    });

    it('keeps it once something has: it could not be taken again', () => {
      const walk = walkOf(snapshot + shellStep('id: a') + shellStep('id: b'));
      walk.finish('passed', { captures: { snapshot: '/s' } });
      walk.finish('passed');
      walk.act({ intent: 'back', to: 'save', reason: 'again' });
      expect(walk.step('save').status).toMatchObject({ status: 'passed' });
      expect(walk.state.values.get('snapshot')).toEqual({ value: '/s', step: 'save' });
      expect(walk.current).toBe('a');
    });
  });

  it.each<[string, Walk, string, string]>([
    ['an unknown step', passed(walkOf(three), 1), 'd', 'session/no-such-step'],
    ['the current step', passed(walkOf(three), 1), 'b', 'session/not-earlier'],
    ['a later step', passed(walkOf(three), 1), 'c', 'session/not-earlier'],
    ['while a step runs', started(passed(walkOf(three), 1)), 'a', 'session/running'],
    ['from an interrupted step', interrupted(passed(walkOf(three), 1)), 'a', 'session/interrupted'],
  ])('is refused: %s', (_what, walk, to, code) => {
    expect(refusal(walk.decide({ intent: 'back', to, reason: 'x' }))).toBe(code);
  });
});
