import { describe, expect, it } from 'vitest';
import type { Prompt } from '../../../src/steps/prompt.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { fakeFiles, fakeRunContext, previewContext } from '../../fixtures/run-context.ts';
import { runbookOf, yamlStep } from '../../fixtures/session/plan.ts';
import { problemsOf } from '../../fixtures/session/problems-of.ts';

function promptOf(text: string): Prompt | undefined {
  const [step] = runbookOf(text).steps;
  if (step === undefined) throw new Error('there is no step');
  return stepKinds.get(step.kind)?.prompt(step, previewContext());
}

const checked =
  '- [ ] The file is there\n      <!-- step: { id: a, role: qa, sign: required, check: { check: file, with: { path: /x } } } -->\n';

describe('steps below one heading without titles of their own', () => {
  it('are called by their question, their check or their action', () => {
    const { steps } = runbookOf(
      [
        '## Ask',
        yamlStep('kind: ask', 'question: How many?', 'asks: { replicas: { type: integer } }'),
        yamlStep('kind: decide', 'question: Which way?', 'choices: [{ value: a }]'),
        yamlStep('kind: approval', 'question: May it go out?', 'role: qa'),
        yamlStep('kind: verify', 'check: http.check', 'with: { url: "https://a.example.com/health" }'),
        yamlStep('kind: verify', 'check: window.open'),
        yamlStep('kind: verify', 'check: command', 'with: { run: "kubectl version" }'),
        yamlStep('kind: action', 'action: file.keep', 'with: { path: /x }'),
      ].join('\n\n'),
    );
    expect(steps.map(({ title }) => title)).toEqual([
      'How many?',
      'Which way?',
      'May it go out?',
      'http.check https://a.example.com/health',
      'window.open',
      'kubectl version',
      'file.keep',
    ]);
  });
});

describe('what a person is asked', () => {
  it('by a checklist item: a tick, with the look that a machine can make', () => {
    expect(promptOf('- [ ] Merged\n')).toEqual({ kind: 'attest', text: 'Merged', signature: 'optional' });
    expect(promptOf(checked)).toMatchObject({
      kind: 'attest',
      text: 'The file is there',
      role: 'qa',
      signature: 'required',
      offer: '/x exists',
    });
  });

  it('by an ask: its fields in order, labelled by name where nothing else is said', () => {
    const text = yamlStep(
      'kind: ask',
      'id: size',
      'question: How many?',
      'asks:',
      '  replicas: { type: integer, default: "2", label: Replicas }',
      '  tier: { type: enum, values: [gold, silver] }',
      '  tag: { pattern: "v[0-9]+" }',
    );
    expect(promptOf(text)).toEqual({
      kind: 'answer',
      question: 'How many?',
      fields: [
        { name: 'replicas', type: 'integer', label: 'Replicas', values: [], default: '2' },
        { name: 'tier', type: 'enum', label: 'tier', values: ['gold', 'silver'] },
        { name: 'tag', type: 'string', label: 'tag', values: [], pattern: 'v[0-9]+' },
      ],
    });
  });

  it('by an ask: what is shown before says what each answer is for, and what it may be', () => {
    const text = yamlStep(
      'kind: ask',
      'id: size',
      'question: How many?',
      'asks:',
      '  replicas: { type: integer, label: Replicas }',
      '  tier: { type: enum, values: [gold, silver], label: Which tier }',
      '  tag: {}',
    );
    const [step] = runbookOf(text).steps;
    if (step === undefined) throw new Error('there is no step');
    expect(stepKinds.get(step.kind)?.preview(step, previewContext()).facts).toEqual([
      { label: 'question', value: 'How many?' },
      { label: 'replicas', value: 'Replicas: integer' },
      { label: 'tier', value: 'Which tier: gold, silver' },
      { label: 'tag', value: 'string' },
    ]);
  });

  it('by an approval: who may give it, how many, and what they are shown', () => {
    const text = yamlStep(
      'kind: approval',
      'id: go',
      'role: [qa, sre]',
      'count: 2',
      'reason: required',
      'shows: [plan.txt]',
    );
    expect(promptOf(text)).toMatchObject({
      kind: 'approve',
      roles: ['qa', 'sre'],
      count: 2,
      reason: 'required',
      shows: ['plan.txt'],
    });
    expect(promptOf(yamlStep('kind: approval', 'id: go', 'role: qa'))).toMatchObject({
      roles: ['qa'],
      count: 1,
      reason: 'optional',
      shows: [],
    });
  });

  it('by a decide: its choices, and the name that the choice gets', () => {
    const choices = 'choices: [{ value: a, label: The first }, { value: b, goto: end }]';
    const text = `${yamlStep('kind: decide', 'id: way', 'question: Which?', 'name: route', choices)}\n- [ ] End\n      <!-- step: { id: end } -->\n`;
    expect(promptOf(text)).toEqual({
      kind: 'choose',
      question: 'Which?',
      name: 'route',
      choices: [
        { value: 'a', label: 'The first' },
        { value: 'b', label: 'b', goto: 'end' },
      ],
    });
  });
});

describe('a question that can’t be asked', () => {
  it.each([
    [
      'an enum without values',
      yamlStep('kind: ask', 'id: a', 'question: Q?', 'asks: { tier: { type: enum } }'),
      'an enum needs values',
    ],
    [
      'a name that commands live by',
      yamlStep('kind: ask', 'id: a', 'question: Q?', 'asks: { path: {} }'),
      'the variable PATH',
    ],
    [
      'a name that is none',
      yamlStep('kind: ask', 'id: a', 'question: Q?', 'asks: { Tier: {} }'),
      'a name is a-z',
    ],
    ['an approval by nobody', yamlStep('kind: approval', 'id: a'), 'role'],
    ['an approval by no people', yamlStep('kind: approval', 'id: a', 'role: qa', 'count: 0'), 'count'],
    ['a decide without choices', yamlStep('kind: decide', 'id: a', 'question: Q?', 'choices: []'), 'choices'],
    [
      'a check beside a tick that acts',
      '- [ ] X\n      <!-- step: { id: a, check: { check: snapshot.take } } -->\n',
      'snapshot.take is no check',
    ],
    [
      'a tick over shell text with a template',
      '- [ ] X\n      <!-- step: { id: a, check: { check: command, with: { run: "ls ${x}" } } } -->\n',
      '"$X"',
    ],
    [
      'an action that only looks',
      yamlStep('kind: action', 'id: a', 'action: file', 'with: { path: /x }'),
      'file is no action',
    ],
  ])('is refused: %s', (_what, text, word) => {
    expect(problemsOf(text)).toContain(word);
  });
});

describe('a checklist item with a check', () => {
  it('looks and says what it saw; ticking stays with a person', async () => {
    const kind = stepKinds.get('checklist');
    const [step] = runbookOf(checked).steps;
    if (kind?.run === undefined || step === undefined) throw new Error('there is nothing to look at');
    const there = await kind.run(step, fakeRunContext({ ports: { files: fakeFiles({ '/x': '' }) } }));
    expect(there).toMatchObject({ result: 'passed', evidence: [{ check: 'file' }] });
    const gone = await kind.run(step, fakeRunContext());
    expect(gone).toMatchObject({ result: 'failed' });
    expect(kind.prompt(step, previewContext())?.kind).toBe('attest');
    expect(kind.runs({})).toBe(false);
  });
});

describe('an action', () => {
  const snapshot = runbookOf(yamlStep('kind: action', 'id: save', 'action: snapshot.take')).steps[0];
  const kind = stepKinds.get('action');

  it('takes effect, place and values from the catalogue', () => {
    const config = snapshot?.config ?? {};
    expect(kind?.effect(config, '')).toBe('read');
    expect(kind?.beforeChanges(config)).toBe(true);
    expect(kind?.needsCluster(config)).toBe(true);
    expect(kind?.sets(config, 'save')).toEqual(['snapshot']);
  });

  it('is taken to change something where the catalogue does not know it', () => {
    expect(kind?.effect({ action: 'nowhere' }, '')).toBe('change');
  });

  it('is an error without a cluster, and has then done nothing', async () => {
    if (kind?.run === undefined || snapshot === undefined) throw new Error('there is nothing to do');
    expect(await kind.run(snapshot, fakeRunContext())).toMatchObject({ result: 'error' });
  });
});
