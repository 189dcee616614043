import { conditionNames } from '../../conditions/evaluate.ts';
import { conditionSchema } from '../../conditions/schema.ts';
import { type Diagnostic, errorAt, warningAt } from '../../diagnostic.ts';
import { interpreted } from '../../interpreted.ts';
import type { Step } from '../../model.ts';
import { suggestion } from '../../suggest.ts';
import { templatesIn } from '../../template.ts';
import { builtInNames } from '../../values/names.ts';
import type { YamlPath } from '../../yaml/read-mapping.ts';
import type { LintRule, LintSubject } from '../lint-rule.ts';

/** Conditions and templates read values by name: each must be one that something sets, and sets before. */
export const unknownValues: LintRule = (subject) => {
  const { steps } = subject.runbook;
  const given = new Set(namesGiven(subject));
  const all = new Set([...given, ...steps.flatMap((step) => namesSet(subject, step))]);
  const soFar = new Set(given);
  return steps.flatMap((step) => {
    const found = namesRead(step).flatMap(({ name, path }) =>
      judge(subject, step, { name, path, all, soFar }),
    );
    for (const name of namesSet(subject, step)) soFar.add(name);
    return found;
  });
};

interface Reading {
  readonly name: string;
  readonly path: YamlPath;
  readonly all: ReadonlySet<string>;
  readonly soFar: ReadonlySet<string>;
}

function judge(subject: LintSubject, step: Step, { name, path, all, soFar }: Reading): readonly Diagnostic[] {
  if (soFar.has(name)) return [];
  const span = subject.valueSpan(step, path);
  if (!all.has(name)) {
    const hint = suggestion(name, [...all]);
    return [errorAt(span, 'lint/unknown-value', `Nothing sets a value \`${name}\`.`, hint)];
  }
  const message = `The value \`${name}\` is only set by a later step.`;
  return [warningAt(span, 'lint/unknown-value', message, 'A person is asked for it if it is still missing')];
}

function namesRead(step: Step): readonly { readonly name: string; readonly path: YamlPath }[] {
  const { when } = step.options;
  const conditions = when === undefined ? [] : conditionNames(when).map((name) => ({ name, path: ['when'] }));
  return [...conditions, ...conditionsIn(step.config, []), ...templatesIn(step.config)];
}

/** Conditions among a kind's own keys (a choice of decide may have a `when`). */
function conditionsIn(
  value: unknown,
  path: YamlPath,
): readonly { readonly name: string; readonly path: YamlPath }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const itemPath = [...path, key];
    const condition = key === 'when' ? conditionSchema.safeParse(item, interpreted) : undefined;
    if (condition?.success === true)
      return conditionNames(condition.data).map((name) => ({ name, path: itemPath }));
    return conditionsIn(item, itemPath);
  });
}

/** Built-in values, parameters, and what the inventory's environments hold. */
function namesGiven({ runbook, context }: LintSubject): readonly string[] {
  const environments = Object.values(context.inventory?.environments ?? {});
  return [
    ...builtInNames,
    ...runbook.parameters.map(({ name }) => name),
    ...environments.flatMap(({ values, endpoints }) => [...Object.keys(values), ...Object.keys(endpoints)]),
  ];
}

/** Captures, answers, and the folder of the step (`save-state` → `save-state-dir`). */
function namesSet({ context }: LintSubject, step: Step): readonly string[] {
  return [
    ...step.options.captures.map(({ name }) => name),
    ...(context.shapes.get(step.kind)?.sets(step.config, step.id) ?? []),
    `${step.id}-dir`,
  ];
}
