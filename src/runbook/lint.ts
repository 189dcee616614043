import { type Diagnostic, inFileOrder } from './diagnostic.ts';
import type { LintContext, LintRule } from './lint/lint-rule.ts';
import { clusterFlags } from './lint/rules/cluster-flags.ts';
import { hiddenCharacters } from './lint/rules/hidden-characters.ts';
import { autoChanges } from './lint/rules/auto-changes.ts';
import { nothingToRun } from './lint/rules/nothing-to-run.ts';
import { refusedNames } from './lint/rules/refused-names.ts';
import { secretArguments } from './lint/rules/secret-arguments.ts';
import { unknownReferences } from './lint/rules/unknown-references.ts';
import { unknownValues } from './lint/rules/unknown-values.ts';
import { unsafeCommands } from './lint/rules/unsafe-commands.ts';
import { unusedParameters } from './lint/rules/unused-parameters.ts';
import { unverifiedChanges } from './lint/rules/unverified-changes.ts';
import { lintSubject } from './lint/subject.ts';
import type { Runbook } from './model.ts';

export type { LintContext } from './lint/lint-rule.ts';

const rules: readonly LintRule[] = [
  unknownValues,
  unknownReferences,
  refusedNames,
  clusterFlags,
  secretArguments,
  hiddenCharacters,
  unusedParameters,
  unverifiedChanges,
  autoChanges,
  nothingToRun,
  unsafeCommands,
];

/**
 * What a valid runbook would still do wrong, in the order of the file. An error is what would be refused
 * or unsafe when it runs; a warning is advice.
 */
export function lintRunbook(runbook: Runbook, context: LintContext): readonly Diagnostic[] {
  const subject = lintSubject(runbook, context);
  return inFileOrder(rules.flatMap((rule) => rule(subject)));
}
