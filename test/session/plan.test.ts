import { describe, expect, it } from 'vitest';
import { allSteps, findStep } from '../../src/session/plan.ts';
import { compiled, planOf, shellStep, yamlStep } from '../fixtures/session/plan.ts';

function include(id: string, runbook: string, more = ''): string {
  return yamlStep('kind: include', `id: ${id}`, `runbook: ${runbook}`, ...(more === '' ? [] : [more]));
}

function withParameter(declaration: string, steps: string): string {
  return `---\nparameters:\n  replicas: ${declaration}\n---\n${steps}`;
}

describe('unfolding a runbook', () => {
  it('puts included steps in their place, under the id of the include, at any depth', () => {
    const plan = planOf(shellStep('id: first') + include('checks', 'outer') + shellStep('id: last'), {
      outer: shellStep('id: one') + include('deep', 'inner'),
      inner: shellStep('id: two'),
    });
    expect(plan.main.map(({ id }) => id)).toEqual(['first', 'checks.one', 'checks.deep.two', 'last']);
    expect(plan.files.map(({ id }) => id)).toEqual(['main', 'outer', 'inner']);
    expect(findStep(plan, 'checks.deep.two')?.step.id).toBe('two');
  });

  it('includes one runbook twice, once for each id', () => {
    const plan = planOf(include('before', 'look') + include('after', 'look'), {
      look: shellStep('id: pods'),
    });
    expect(plan.main.map(({ id }) => id)).toEqual(['before.pods', 'after.pods']);
    expect(plan.files.map(({ id }) => id)).toEqual(['main', 'look']);
  });

  it('says which runbook a step comes from, and whether that one runs as pasted', () => {
    const plan = planOf(include('tour', 'plain'), { plain: '# A tour\n\n```bash\nls\n```\n' });
    expect(plan.main[0]).toMatchObject({ runbook: 'A tour', pasted: true });
  });

  it('holds an included step to the conditions of every include above it', () => {
    const plan = planOf(include('outer', 'outer', 'when: { value: a, equals: 1 }'), {
      outer: include('inner', 'inner', 'when: { value: b, equals: 2 }'),
      inner: shellStep('id: both, when: { value: c, equals: 3 }') + shellStep('id: outer-only'),
    });
    const a = { op: 'equals', name: 'a', value: 1 };
    const b = { op: 'equals', name: 'b', value: 2 };
    const c = { op: 'equals', name: 'c', value: 3 };
    const above = { op: 'all', conditions: [a, b] };
    expect(plan.main.map(({ step }) => step.options.when)).toEqual([
      { op: 'all', conditions: [above, c] },
      above,
    ]);
  });

  it('keeps the steps of an on-failure runbook apart, under its id', () => {
    const plan = planOf(shellStep('id: a, on-failure: { runbook: rollback }') + shellStep('id: b'), {
      rollback: include('look', 'look') + shellStep('id: undo'),
      look: shellStep('id: pods'),
    });
    expect(plan.main.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(plan.branches.get('rollback')?.map(({ id }) => id)).toEqual([
      'rollback.look.pods',
      'rollback.undo',
    ]);
    expect(allSteps(plan)).toHaveLength(4);
    expect(plan.files.map(({ id }) => id)).toEqual(['main', 'rollback', 'look']);
  });

  it('finds the on-failure runbook of a step that was included', () => {
    const plan = planOf(include('inner', 'inner'), {
      inner: shellStep('id: a, on-failure: { runbook: rollback }'),
      rollback: shellStep('id: undo'),
    });
    expect([...plan.branches.keys()]).toEqual(['rollback']);
  });

  it('asks for the parameters of all files, each name once, those of the runbook itself first', () => {
    const plan = planOf(withParameter('{ type: integer, default: 2 }', include('inner', 'inner')), {
      inner: withParameter('{ type: integer, default: 5 }', shellStep('id: a')),
    });
    expect(plan.parameters.map(({ name, default: value }) => [name, value])).toEqual([['replicas', '2']]);
  });
});

describe('a runbook that can’t be unfolded', () => {
  it('tells the whole way round of a cycle, and where', () => {
    const plan = compiled(include('one', 'first'), {
      first: include('two', 'second'),
      second: include('three', 'first'),
    });
    expect(plan).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'plan/cycle',
          message: 'The runbooks include each other: main → first → second → first.',
          span: { file: 'second.md' },
        },
      ],
    });
  });

  it.each([
    ['itself', include('again', 'main'), { main: include('again', 'main') }],
    [
      'itself in its on-failure runbook',
      shellStep('id: a, on-failure: { runbook: rollback }'),
      { rollback: include('again', 'rollback') },
    ],
  ])('is one that includes %s', (_what, text, library) => {
    expect(compiled(text, library)).toMatchObject({ ok: false, problems: [{ code: 'plan/cycle' }] });
  });

  it('names the step that includes what is not there', () => {
    const plan = compiled(include('one', 'nowhere'));
    expect(plan).toMatchObject({
      ok: false,
      problems: [
        { code: 'plan/unknown-runbook', message: "Step one includes nowhere, which can't be loaded." },
        { code: 'library/unknown-runbook' },
      ],
    });
  });

  it('tells every on-failure runbook that is not there', () => {
    const text =
      shellStep('id: a, on-failure: { runbook: gone }') + shellStep('id: b, on-failure: { runbook: lost }');
    const plan = compiled(text);
    expect(plan).toMatchObject({ ok: false, problems: [{}, {}] });
  });

  it('is one whose files declare a parameter in two types', () => {
    const plan = compiled(withParameter('{ type: integer }', include('inner', 'inner')), {
      inner: withParameter('{ type: string }', shellStep('id: a')),
    });
    expect(plan).toMatchObject({
      ok: false,
      problems: [{ code: 'plan/parameter-clash', span: { file: 'inner.md' } }],
    });
  });

  it('is one where an include and an on-failure runbook come to the same ids', () => {
    const text = include('rollback', 'rollback') + shellStep('id: a, on-failure: { runbook: rollback }');
    expect(compiled(text, { rollback: shellStep('id: undo') })).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'plan/step-clash',
          message: 'Two steps come to the id rollback.undo: one of an include, one of an on-failure runbook.',
        },
      ],
    });
  });
});
