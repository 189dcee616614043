import { visibleText } from '../../problem/visible-text.ts';
import type { OnFailure } from '../../runbook/model.ts';
import { formatDuration } from '../../runbook/values/duration.ts';
import { variableName } from '../../runbook/values/names.ts';
import { columns, labelled, plural, toText } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';
import type { DescribedPlan, DescribedStep, PlannedCondition } from './describe-plan.ts';

/** A plan as text: what it needs, then every step with what it would do and change. */
export function planAsText(plan: DescribedPlan, style: TextStyle): string {
  const { runbook } = plan.input.plan;
  const changing = [...plan.steps, ...plan.branches.flatMap(({ steps }) => steps)].filter(
    ({ effect }) => effect === 'change',
  ).length;
  return toText([
    style.paint('bold', `Plan of ${visibleText(runbook.title)} (${runbook.id})`),
    `Nothing is run. ${plural(plan.steps.length, 'step')}; ${changing} would change something.`,
    '',
    ...where(plan, style),
    ...needs(plan, style),
    ...parameters(plan, style),
    ...plan.steps.flatMap((step) => stepLines(step, plan, style)),
    ...plan.branches.flatMap(({ runbook: id, steps }) => [
      '',
      style.paint('bold', `If a step fails and ${visibleText(id)} is chosen`),
      ...steps.flatMap((step) => stepLines(step, plan, style)),
    ]),
  ]);
}

function where(plan: DescribedPlan, style: TextStyle): readonly string[] {
  const { environment, environmentChosen } = plan.input;
  const { name, production, namespace } = environment;
  if (!environmentChosen)
    return ['environment  not chosen yet: --environment (counts as production until then)'];
  const kind = production ? style.paint('yellow', 'production') : 'not production';
  return [`environment  ${visibleText(name)} (${kind}), namespace ${visibleText(namespace)}`];
}

function needs(plan: DescribedPlan, style: TextStyle): readonly string[] {
  const { files } = plan.input.plan;
  const tools = files.flatMap(({ requires }) =>
    Object.entries(requires.tools).map(([name, range]) => `${name} ${range}`),
  );
  const roles = [...plan.steps, ...plan.branches.flatMap(({ steps }) => steps)]
    .filter(({ kind }) => kind === 'approval')
    .flatMap((step) => step.roles);
  const { unsigned } = plan.input.inventory.approvals;
  const rows = [
    ...(files.some(({ requires }) => requires.cluster) ? ['a cluster'] : []),
    ...new Set(tools),
    ...(roles.length === 0
      ? []
      : [
          `approvals (${[...new Set(roles)].join(', ')}${unsigned === 'allowed' ? '; unsigned ones are allowed' : ''})`,
        ]),
  ];
  return rows.length === 0
    ? []
    : labelled('needs', rows.join(', '), { indent: 0, label: 13, width: style.width });
}

function parameters(plan: DescribedPlan, style: TextStyle): readonly string[] {
  const all = plan.input.plan.parameters;
  if (all.length === 0) return [];
  const rows = all.map(({ name, type, optional }) => {
    const value = Object.hasOwn(plan.input.values, name) ? plan.input.values[name] : undefined;
    if (type === 'secret') return [`  ${name}`, style.paint('dim', '(secret)'), 'asked when it starts'];
    if (value !== undefined && value !== '') return [`  ${name}`, visibleText(String(value)), ''];
    return [`  ${name}`, `$${variableName(name)}`, optional ? 'optional, not given' : 'not given yet'];
  });
  return [style.paint('bold', 'Parameters'), ...columns(rows, style.width)];
}

function stepLines(step: DescribedStep, plan: DescribedPlan, style: TextStyle): readonly string[] {
  const { preview, when } = step;
  const from = step.runbook === plan.input.plan.runbook.title ? '' : `, of ${visibleText(step.runbook)}`;
  const effect = step.effect === 'change' ? style.paint('yellow', 'changes') : effectWord[step.effect];
  // A checklist item is its own title.
  const facts = preview.facts.filter(({ label }) => label !== 'item');
  return [
    '',
    style.paint('bold', `${step.number}. ${visibleText(step.title)}`),
    ...row('step', `${step.id}${from} (${step.kind}, ${effect})`, style, true),
    ...(when === undefined ? [] : row('when', conditionText(when), style)),
    ...(preview.action === undefined ? [] : row('does', preview.action, style)),
    ...(preview.command === undefined ? [] : commandLines(preview.command, style)),
    ...preview.changes.flatMap((text) => row('changes', text, style)),
    ...preview.verifies.flatMap((text) => row('verifies', text, style)),
    ...facts.flatMap(({ label, value }) => row(label, value, style)),
    ...(preview.undo === undefined ? [] : row('undo', preview.undo, style)),
    ...optionLines(step).flatMap(([label, text]) => row(label, text, style)),
  ];
}

const effectWord = { none: 'asks a person', read: 'only looks' } as const;
const labelColumns = 12;

/** A fact of a step. `styled`: the text has styles of ours and nothing from outside that could be wrapped. */
function row(label: string, text: string, style: TextStyle, styled = false): readonly string[] {
  const name = style.paint('dim', visibleText(label));
  if (styled) return [`   ${name}${' '.repeat(Math.max(1, labelColumns - label.length))}${text}`];
  return labelled(name, text, {
    indent: 3,
    label: Math.max(labelColumns, label.length + 1),
    width: style.width,
  });
}

function conditionText({ text, verdict }: PlannedCondition): string {
  switch (verdict) {
    case 'holds':
      return `${text} (which is so)`;
    case 'does not hold':
      return `${text} (which is not so: it would be skipped)`;
    case 'open':
      return `${text} (known when it is reached)`;
  }
}

/** A command is shown as it is written, line for line, so that it can be compared and copied. */
function commandLines(command: string, style: TextStyle): readonly string[] {
  const lines = command.replace(/\n$/, '').split('\n');
  return lines.map((line) => `     ${style.paint('cyan', visibleText(line))}`);
}

function optionLines(step: DescribedStep): readonly (readonly [label: string, text: string])[] {
  const captures = step.captures.map(({ name, secret }) => (secret ? `${name} (secret)` : name));
  return [
    ...option('keeps', captures.join(', ')),
    ...option(
      'at most',
      step.timeout === undefined || step.preview.facts.some(({ label }) => label === 'for at most')
        ? ''
        : formatDuration(step.timeout),
    ),
    ...option('on failure', onFailureText(step.onFailure)),
    ...option('required', step.required ? 'it can’t be skipped' : ''),
    ...option('by itself', step.auto ? 'it runs as soon as the step before it is done' : ''),
    ...option('confirm', step.confirm ? 'a person is asked first, even unattended' : ''),
  ];
}

function option(label: string, text: string): readonly (readonly [string, string])[] {
  return text === '' ? [] : [[label, text]];
}

function onFailureText(onFailure: OnFailure): string {
  if (typeof onFailure === 'object') return `${onFailure.runbook} is offered`;
  switch (onFailure) {
    case 'ask':
      return '';
    case 'stop':
      return 'the session stops';
    case 'continue':
      return 'it goes on, and the session counts as failed';
  }
}
