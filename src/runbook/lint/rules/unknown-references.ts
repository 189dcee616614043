import type { Span } from '../../../problem/problem.ts';
import { type Diagnostic, errorAt } from '../../diagnostic.ts';
import type { Step } from '../../model.ts';
import { suggestion } from '../../suggest.ts';
import type { YamlPath } from '../../yaml/read-mapping.ts';
import { findString } from '../find-in-config.ts';
import type { LintRule, LintSubject } from '../lint-rule.ts';

/** Steps, runbooks and environments that are named and not there. */
export const unknownReferences: LintRule = (subject) => [
  ...subject.runbook.steps.flatMap((step) => [
    ...unknownSteps(subject, step),
    ...earlierSteps(subject, step),
    ...unknownRunbooks(subject, step),
  ]),
  ...unknownEnvironments(subject),
];

function unknownSteps(subject: LintSubject, step: Step): readonly Diagnostic[] {
  const ids = subject.runbook.steps.map(({ id }) => id);
  const named = subject.context.shapes.get(step.kind)?.steps(step.config) ?? [];
  return (
    named
      // A step of an included runbook is known only once that runbook is read.
      .filter((id) => !ids.includes(id) && !id.includes('.'))
      .map((id) => {
        const span = subject.valueSpan(step, findString(step.config, id) ?? []);
        return errorAt(span, 'lint/unknown-step', `There is no step \`${id}\`.`, suggestion(id, ids));
      })
  );
}

/** A session goes forward only; going back is a person's decision. */
function earlierSteps(subject: LintSubject, step: Step): readonly Diagnostic[] {
  const ids = subject.runbook.steps.map(({ id }) => id);
  const named = subject.context.shapes.get(step.kind)?.steps(step.config) ?? [];
  return named
    .filter((id) => ids.includes(id) && ids.indexOf(id) <= ids.indexOf(step.id))
    .map((id) => {
      const span = subject.valueSpan(step, findString(step.config, id) ?? []);
      const message = `\`${id}\` is not after this step, and a choice leads forward only.`;
      return errorAt(span, 'lint/earlier-step', message, 'Name a later step');
    });
}

function unknownRunbooks(subject: LintSubject, step: Step): readonly Diagnostic[] {
  const { runbookIds } = subject.context;
  if (runbookIds === undefined) return [];
  const unknown = (id: string, path: YamlPath): readonly Diagnostic[] => {
    if (runbookIds.includes(id)) return [];
    const message = `There is no runbook \`${id}\` in the library.`;
    return [
      errorAt(subject.valueSpan(step, path), 'lint/unknown-runbook', message, suggestion(id, runbookIds)),
    ];
  };
  const { onFailure } = step.options;
  const named = subject.context.shapes.get(step.kind)?.runbooks(step.config) ?? [];
  return [
    ...named.flatMap((id) => unknown(id, findString(step.config, id) ?? [])),
    ...(typeof onFailure === 'object' ? unknown(onFailure.runbook, ['on-failure', 'runbook']) : []),
  ];
}

function unknownEnvironments({ runbook, context }: LintSubject): readonly Diagnostic[] {
  const { inventory } = context;
  if (inventory === undefined) return [];
  const known = Object.keys(inventory.environments);
  const start = { line: 1, column: 1, offset: 0 };
  const span: Span = { file: runbook.path, start, end: start };
  return runbook.environments
    .filter((name) => !known.includes(name))
    .map((name) => {
      const message = `The inventory has no environment \`${name}\`.`;
      return errorAt(span, 'lint/unknown-environment', message, suggestion(name, known));
    });
}
