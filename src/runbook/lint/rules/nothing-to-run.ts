import { warningAt } from '../../diagnostic.ts';
import type { LintRule } from '../lint-rule.ts';

/** A fence of comments alone would be shown, confirmed and logged as a command that passed. */
export const nothingToRun: LintRule = ({ runbook, scripts, context }) => {
  const withCommands = new Set(scripts.filter(({ commands }) => commands.length > 0).map(({ step }) => step));
  return runbook.steps
    .filter((step) => step.kind === 'command' && context.shapes.has(step.kind) && !withCommands.has(step))
    .map(({ span }) =>
      warningAt(
        span,
        'lint/nothing-to-run',
        'This step holds no command.',
        'Make it prose: use a `text` fence',
      ),
    );
};
