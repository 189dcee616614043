import { basename } from 'node:path';
import { type Diagnostic, warningAt } from '../../diagnostic.ts';
import type { LintRule, Script } from '../lint-rule.ts';
import { asKubectl, callsOf } from '../shell/calls.ts';
import { unsafeHttp } from '../unsafe/http.ts';
import { unsafeKubectl } from '../unsafe/kubectl.ts';
import { unsafeShell } from '../unsafe/shell.ts';
import type { CommandContext, UnsafeCommand } from '../unsafe/unsafe-command.ts';

const table: readonly UnsafeCommand[] = [...unsafeKubectl, ...unsafeHttp, ...unsafeShell];

/** Commands that fail or mislead on a real cluster, with the right form of each. */
export const unsafeCommands: LintRule = ({ scripts }) => {
  const savedFiles = new Set(scripts.flatMap(filesSavedFromServer));
  return scripts.flatMap((script) => judge(script, savedFiles));
};

function judge(script: Script, savedFiles: ReadonlySet<string>): readonly Diagnostic[] {
  const { commands, step } = script;
  return commands.flatMap((command, index) => {
    const context: CommandContext = { script: step.body, next: commands[index + 1], commands, savedFiles };
    return table.flatMap(({ code, message, hint, find }) => {
      const found = find(command, context);
      return found === undefined ? [] : [warningAt(script.span(found.start, found.end), code, message, hint)];
    });
  });
}

/** Names of the files that `kubectl get -o yaml` is written to. */
function filesSavedFromServer({ commands }: Script): readonly string[] {
  return commands
    .filter((command) =>
      callsOf(command).some((call) => {
        const kubectl = asKubectl(call);
        return (
          kubectl?.positionals[0]?.text === 'get' &&
          /^(?:yaml|json)$/.test(kubectl.value('-o', '--output') ?? '')
        );
      }),
    )
    .flatMap(({ redirects }) => redirects.map(({ target }) => basename(target.text)));
}
