import type { Span } from '../../../problem/problem.ts';
import { type Diagnostic, errorAt } from '../../diagnostic.ts';
import { refusedName } from '../../values/names.ts';
import type { Step } from '../../model.ts';
import { findKey, findString } from '../find-in-config.ts';
import type { LintRule, LintSubject } from '../lint-rule.ts';

/** Parameters, captures and answers become environment variables: some of those are not theirs to set. */
export const refusedNames: LintRule = (subject) => {
  const { runbook, context } = subject;
  const steps = runbook.steps.flatMap((step) => {
    const sets = context.shapes.get(step.kind)?.sets(step.config, step.id) ?? [];
    return [
      ...step.options.captures.flatMap(({ name }) =>
        judge(name, () => subject.keySpan(step, ['capture', name])),
      ),
      ...sets.flatMap((name) => judge(name, () => placeOf(subject, step, name))),
    ];
  });
  return [...runbook.parameters.flatMap(({ name, span }) => judge(name, () => span)), ...steps];
};

/** Where a step writes the name of a value that it sets: as a key (ask), or as a value. */
function placeOf(subject: LintSubject, step: Step, name: string): Span {
  const key = findKey(step.config, name);
  if (key !== undefined) return subject.keySpan(step, key);
  return subject.valueSpan(step, findString(step.config, name) ?? []);
}

function judge(name: string, place: () => Span): readonly Diagnostic[] {
  const reason = refusedName(name);
  if (reason === undefined) return [];
  return [
    errorAt(
      place(),
      'lint/refused-name',
      `\`${name}\` can't be a value's name: ${reason}.`,
      'Choose another name',
    ),
  ];
}
