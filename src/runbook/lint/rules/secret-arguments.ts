import { errorAt } from '../../diagnostic.ts';
import type { Runbook } from '../../model.ts';
import { variableName } from '../../values/names.ts';
import type { LintRule } from '../lint-rule.ts';
import { callsOf } from '../shell/calls.ts';
import type { ShellCommand } from '../shell/commands.ts';
import type { ShellWord } from '../shell/words.ts';
import { builtins } from '../unsafe/http.ts';

/** A secret as an argument of a program shows in every list of processes; in the environment it does not. */
export const secretArguments: LintRule = ({ runbook, scripts }) => {
  const secrets = secretVariables(runbook);
  return scripts.flatMap((script) =>
    script.commands.flatMap((command) =>
      argumentsOf(command).flatMap((word) => {
        const variable = word.variables.find((name) => secrets.has(name));
        if (variable === undefined) return [];
        const message = `The secret $${variable} stands on a command line, where every user of the machine can read it.`;
        const hint = `Let the program read it from the environment, a file or its input: printf %s "$${variable}" | …`;
        return [errorAt(script.span(word.start, word.end), 'lint/secret-argument', message, hint)];
      }),
    ),
  );
};

function secretVariables(runbook: Runbook): ReadonlySet<string> {
  const parameters = runbook.parameters.filter(({ type }) => type === 'secret');
  const captures = runbook.steps.flatMap(({ options }) => options.captures.filter(({ secret }) => secret));
  return new Set([...parameters, ...captures].map(({ name }) => variableName(name)));
}

/** The arguments of the program that a command starts; the shell's own built-ins start none. */
function argumentsOf(command: ShellCommand): readonly ShellWord[] {
  const [outer] = callsOf(command);
  if (outer === undefined || (builtins.has(outer.program) && outer.program !== 'exec')) return [];
  return outer.args;
}
