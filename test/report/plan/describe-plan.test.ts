import { describe, expect, it } from 'vitest';
import { noInventory } from '../../../src/cli/no-inventory.ts';
import { describePlan, type DescribedPlan } from '../../../src/report/plan/describe-plan.ts';
import { planAsText } from '../../../src/report/plan/text.ts';
import { textStyle } from '../../../src/report/text/style.ts';
import type { Values } from '../../../src/runbook/condition.ts';
import type { Runbook } from '../../../src/runbook/model.ts';
import { parseRunbook } from '../../../src/runbook/parse.ts';
import { unknownEnvironment } from '../../../src/runbook/services.ts';
import { compilePlan } from '../../../src/session/plan.ts';
import { stepKinds } from '../../../src/steps/registry.ts';

function parse(path: string, text: string): Runbook {
  const { runbook, problems } = parseRunbook({ path, bytes: Buffer.from(text) }, stepKinds);
  if (runbook === undefined) throw new Error(JSON.stringify(problems));
  return runbook;
}

interface PlanOptions {
  /** Texts of other runbooks by their ids. */
  readonly others?: Readonly<Record<string, string>>;
  readonly environmentChosen?: boolean;
}

function plan(
  text: string,
  values: Values = {},
  { others = {}, environmentChosen = true }: PlanOptions = {},
): DescribedPlan {
  const load: Parameters<typeof compilePlan>[1] = (id) => ({
    ok: true,
    value: parse(`${id}.md`, others[id] ?? ''),
  });
  const compiled = compilePlan(parse('main.md', text), load, stepKinds);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const environment = unknownEnvironment('somewhere');
  return describePlan({
    plan: compiled.value,
    kinds: stepKinds,
    inventory: noInventory,
    environment,
    environmentChosen,
    values,
  });
}

const told = (described: DescribedPlan): string =>
  planAsText(described, textStyle({ width: 80, colour: false }));

describe('a plan', () => {
  it('shows values that no step has set yet as variables', () => {
    const text =
      '```yaml step\nkind: verify\nid: page\ncheck: http.check\nwith: { url: "https://${host-name}/" }\n```\n';
    const open = plan(text);
    expect(open.steps[0]?.open).toEqual(['host-name']);
    expect(told(open)).toContain('$HOST_NAME');
    expect(told(plan(text, { 'host-name': 'example.com' }))).toContain('https://example.com/');
  });

  it('calls a condition settled only where nothing can change it any more', () => {
    const described = plan(
      [
        '---',
        'parameters: { size: { optional: true }, tier: {} }',
        '---',
        '- [ ] Before',
        '      <!-- step: { id: before, when: { value: size, set: false } } -->',
        '- [ ] Tier',
        '      <!-- step: { id: tier, when: { value: tier, set: false } } -->',
        '',
        '```yaml step',
        'kind: ask',
        'id: how',
        'question: How many?',
        'asks: { size: { type: integer } }',
        '```',
        '',
        '- [ ] After',
        '      <!-- step: { id: after, when: { value: size, set: false } } -->',
      ].join('\n'),
    );
    expect(
      described.steps.flatMap(({ id, when }) => (when === undefined ? [] : [[id, when.verdict]])),
    ).toEqual([
      ['before', 'holds'],
      ['tier', 'open'],
      ['after', 'open'],
    ]);
  });

  it('leaves a condition on the environment open until one is chosen', () => {
    const text = '- [ ] Only there\n      <!-- step: { when: { value: production, equals: true } } -->\n';
    expect(plan(text).steps[0]?.when?.verdict).toBe('holds');
    expect(plan(text, {}, { environmentChosen: false }).steps[0]?.when?.verdict).toBe('open');
  });

  it('tells roles, undo, failure, captures and what can’t be skipped', () => {
    const text = told(
      plan(
        [
          '# Main',
          '<!-- step: { id: change, changes: the world, undo: wait, on-failure: { runbook: back }, required: true, confirm: true, capture: { size: { output: "(.*)" }, key: { output: x, secret: true } } } -->',
          '```bash',
          'make world',
          '```',
          '```yaml step',
          'kind: approval',
          'id: go',
          'role: [boss, owner]',
          '```',
        ].join('\n'),
        {},
        { others: { back: '# Back\n\n- [ ] Went back\n' } },
      ),
    );
    expect(text).toContain('changes     the world');
    expect(text).toContain('undo        wait');
    expect(text).toContain('on failure  back is offered');
    expect(text).toContain('keeps       size, key (secret)');
    expect(text).toContain('required    it can’t be skipped');
    expect(text).toContain('confirm     a person is asked first, even unattended');
    expect(text).toContain('approvals (boss, owner)');
    expect(text).toContain('If a step fails and back is chosen');
    expect(text).toContain('Went back');
    expect(text).toContain('1 would change something');
  });

  it('shows a command line for line, its control characters made visible', () => {
    const text = told(plan('```bash\necho a\n  echo "\u001b[2J\u202e"\n```\n'));
    expect(text).toContain('     echo a\n       echo "\\x1b[2J\\u202e"\n');
  });
});
