import { warningAt } from '../../diagnostic.ts';
import type { Step } from '../../model.ts';
import type { LintRule } from '../lint-rule.ts';

/** "It ran" is not "it worked": after a change, some step should look. */
export const unverifiedChanges: LintRule = ({ runbook, context }) => {
  const { steps } = runbook;
  const shapeOf = (step: Step) => context.shapes.get(step.kind);
  const lastLook = steps.findLastIndex((step) => shapeOf(step)?.verifies(step.config) === true);
  const changes = steps.filter(
    (step, index) =>
      index > lastLook &&
      shapeOf(step)?.effect(step.config, step.body) === 'change' &&
      shapeOf(step)?.beside(step.config) !== true,
  );
  // In a file without annotations every command counts as a change, and saying so once is enough.
  const told = runbook.pasted ? changes.slice(-1) : changes;
  return told.map(({ span, kind }) => {
    const message = 'This step changes something, and no step after it verifies that it worked.';
    const remedy = 'Add a `yaml step` of kind verify below';
    const hint = kind === 'command' ? `${remedy}, or say \`effect: read\` if it only looks` : remedy;
    return warningAt(span, 'lint/unverified-change', message, hint);
  });
};
