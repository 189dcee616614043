import { warningAt } from '../../diagnostic.ts';
import { conditionNames } from '../../conditions/evaluate.ts';
import type { Runbook, Step } from '../../model.ts';
import type { Parameter } from '../../parameter.ts';
import { variableName } from '../../values/names.ts';
import type { LintContext, LintRule } from '../lint-rule.ts';

/** A value that is asked for and used nowhere is a mistake in its name, or a question too many. */
export const unusedParameters: LintRule = ({ runbook, context }) =>
  runbook.parameters
    .filter((parameter) => !isUsed(parameter, runbook) && !isAskedForByChecks(parameter, context))
    .map(({ name, span }) => {
      const message = `The parameter \`${name}\` is never used.`;
      const hint = `Use it as "$${variableName(name)}" in a command or \${${name}} in a step, or remove it`;
      return warningAt(span, 'lint/unused-parameter', message, hint);
    });

/** A secret with a source in platform.yaml: checks that ask a system for something take it by its name. */
function isAskedForByChecks({ name, type }: Parameter, { inventory }: LintContext): boolean {
  return type === 'secret' && inventory !== undefined && Object.hasOwn(inventory.secrets, name);
}

function isUsed({ name }: Parameter, { steps }: Runbook): boolean {
  const variable = new RegExp(`(?<![A-Za-z0-9_])${variableName(name)}(?![A-Za-z0-9_])`);
  return steps.some(
    (step) =>
      variable.test(step.body) ||
      (step.options.when !== undefined && conditionNames(step.options.when).includes(name)) ||
      isNamedInConfig(name, step),
  );
}

/** A key may name a parameter in a template, in a condition of its own, or outright. */
function isNamedInConfig(name: string, { config, body }: Step): boolean {
  const written = JSON.stringify(config);
  return [`\${${name}}`, `"${name}"`].some((form) => written.includes(form)) || body.includes(`\${${name}}`);
}
