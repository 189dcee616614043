import { describe, expect, it } from 'vitest';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { refusal, walkOf } from '../../fixtures/session/walk.ts';

const ask = yamlStep(
  'kind: ask',
  'id: size',
  'question: How many?',
  'asks:',
  '  replicas: { type: integer }',
  '  pin: { type: secret }',
);

const fork = `${yamlStep(
  'kind: decide',
  'id: way',
  'question: Which way?',
  'choices:',
  '  - { value: short, label: The short way, goto: end }',
  '  - { value: long }',
)}
${shellStep('id: middle')}
- [ ] Arrived
      <!-- step: { id: end } -->
`;

describe('answering a question', () => {
  it('keeps values, and of a secret only its name', () => {
    const walk = walkOf(ask);
    walk.act({ intent: 'answer', values: { replicas: 3 }, secrets: ['pin'] });
    expect(walk.step('size').status).toEqual({
      status: 'answered',
      attempt: 1,
      summary: 'replicas = 3, pin = (secret)',
    });
    expect(walk.state.values.get('replicas')).toEqual({ value: 3, step: 'size' });
    expect(walk.state.secrets.get('pin')).toEqual({ step: 'size' });
  });

  it.each([
    ['a field without an answer', { values: { replicas: 3 }, secrets: [] }],
    [
      'a secret given as a value, which the log would keep',
      { values: { replicas: 3, pin: '1234' }, secrets: [] },
    ],
    ['a value given as a secret', { values: {}, secrets: ['replicas', 'pin'] }],
  ])('refuses %s', (_what, given) => {
    expect(refusal(walkOf(ask).decide({ intent: 'answer', ...given }))).toBe('session/answer-missing');
  });

  it('keeps nothing that was not asked', () => {
    const walk = walkOf(ask, { started: { params: { version: 'v1' } } });
    walk.act({ intent: 'answer', values: { replicas: 3, version: 'v2' }, secrets: ['pin', 'token'] });
    expect(walk.state.values.get('version')).toEqual({ value: 'v1' });
    expect([...walk.state.secrets.keys()]).toEqual(['pin']);
  });

  it('refuses an answer where nothing is asked', () => {
    const decided = walkOf(shellStep('id: a')).decide({ intent: 'answer', values: {}, secrets: [] });
    expect(refusal(decided)).toBe('session/not-asked');
  });
});

describe('choosing a way', () => {
  it('skips what lies between the choice and its goal', () => {
    const walk = walkOf(fork);
    walk.act({ intent: 'choose', value: 'short' });
    expect(walk.step('middle').status).toEqual({
      status: 'skipped',
      cause: 'decide',
      reason: 'way chose The short way',
    });
    expect(walk.current).toBe('end');
    expect(walk.state.values.get('way')).toEqual({ value: 'short', step: 'way' });
  });

  it('goes on with the next step where the choice names none', () => {
    const walk = walkOf(fork);
    walk.act({ intent: 'choose', value: 'long' });
    expect(walk.current).toBe('middle');
  });

  it('jumps to an included runbook, which is its first step', () => {
    const text = `${yamlStep('kind: decide', 'id: way', 'question: Which?', 'choices:', '  - { value: short, goto: rest }')}
${shellStep('id: middle')}
${yamlStep('kind: include', 'id: rest', 'runbook: other')}`;
    const walk = walkOf(text, { library: { other: shellStep('id: a') + shellStep('id: b') } });
    walk.act({ intent: 'choose', value: 'short' });
    expect(walk.current).toBe('rest.a');
    expect(walk.step('middle').status).toMatchObject({ status: 'skipped' });
  });

  it('jumps within the included runbook that the choice stands in', () => {
    const walk = walkOf(yamlStep('kind: include', 'id: inner', 'runbook: other'), {
      library: { other: fork },
    });
    walk.act({ intent: 'choose', value: 'short' });
    expect(walk.current).toBe('inner.end');
    expect(walk.step('inner.middle').status).toMatchObject({ status: 'skipped' });
  });

  it.each(['way', 'before', 'nowhere'])('refuses a goal that does not lie ahead: %s', (goal) => {
    const text = `${shellStep('id: before')}
${yamlStep('kind: decide', 'id: way', 'question: Which?', 'choices:', `  - { value: short, goto: ${goal} }`)}`;
    const walk = walkOf(text);
    walk.finish();
    expect(refusal(walk.decide({ intent: 'choose', value: 'short' }))).toBe('session/no-such-step');
  });

  it('refuses to jump over a required step', () => {
    const walk = walkOf(fork.replace('id: middle', 'id: middle, required: true'));
    expect(refusal(walk.decide({ intent: 'choose', value: 'short' }))).toBe('session/required');
  });

  it('refuses to jump over an approval', () => {
    const approval = yamlStep('kind: approval', 'id: go', 'role: qa');
    const walk = walkOf(fork.replace(shellStep('id: middle'), approval));
    expect(refusal(walk.decide({ intent: 'choose', value: 'short' }))).toBe('session/required');
  });

  it('refuses a choice that is not there', () => {
    expect(refusal(walkOf(fork).decide({ intent: 'choose', value: 'middle' }))).toBe(
      'session/no-such-choice',
    );
  });

  it('refuses a choice where there is none to make', () => {
    const decided = walkOf(ask).decide({ intent: 'choose', value: 'short' });
    expect(refusal(decided)).toBe('session/not-asked');
  });
});

describe('a fork with conditions', () => {
  const conditioned = `${yamlStep(
    'kind: decide',
    'id: way',
    'question: Which way?',
    'choices:',
    '  - { value: short, goto: end, when: { value: size, equals: small } }',
    '  - { value: long, when: { value: size, equals: big } }',
  )}
${shellStep('id: middle')}
${shellStep('id: end')}`;

  it('chooses by itself, and keeps the values that it went by', () => {
    const walk = walkOf(conditioned, { started: { params: { size: 'small' } } });
    const [answered] = walk.act({ intent: 'advance' });
    expect(answered).toMatchObject({
      cause: 'condition',
      inputs: { size: 'small' },
      values: { way: 'short' },
    });
    expect(walk.current).toBe('end');
  });

  it('asks a person where no condition holds, or a value is missing', () => {
    for (const params of [{ size: 'medium' }, {}]) {
      const walk = walkOf(conditioned, { started: { params } });
      expect(walk.act({ intent: 'advance' })).toEqual([]);
      walk.act({ intent: 'choose', value: 'long' });
      expect(walk.current).toBe('middle');
    }
  });

  it('asks a person where the way that they choose can’t be gone', () => {
    const text = conditioned.replace('id: middle', 'id: middle, required: true');
    const walk = walkOf(text, { started: { params: { size: 'small' } } });
    expect(walk.act({ intent: 'advance' })).toEqual([]);
    walk.act({ intent: 'choose', value: 'long' });
    expect(walk.current).toBe('middle');
  });
});
