import { errorAt } from '../../diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';

/** What runs without being told to may do no more than look: the operator has not read it yet. */
export const autoChanges: LintRule = ({ runbook, context }) =>
  runbook.steps
    .filter(({ kind, options, config, body }) => {
      const shape = context.shapes.get(kind);
      return options.auto === true && (shape?.effect(config, body) !== 'read' || options.confirm);
    })
    .map(({ span }) =>
      errorAt(
        span,
        'lint/auto-changes',
        'Only a step that does no more than look can have `auto: true`.',
        'Leave `auto` out; for a command that changes nothing, say `effect: read`',
      ),
    );
