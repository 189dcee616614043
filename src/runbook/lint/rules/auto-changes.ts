import { errorAt } from '../../diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';

/** What runs without being told to may do no more than look, by a check that comes with the program: nobody has read it. */
export const autoChanges: LintRule = ({ runbook, context }) =>
  runbook.steps
    .filter(({ kind, options, config }) => {
      const byItself = context.shapes.get(kind)?.byItself(config) ?? false;
      return options.auto === true && (!byItself || options.confirm);
    })
    .map(({ span }) =>
      errorAt(
        span,
        'lint/auto-changes',
        'Only a step that does no more than look, and runs no shell text, can have `auto: true`.',
        'Leave `auto` out: the operator reads it and presses Enter',
      ),
    );
