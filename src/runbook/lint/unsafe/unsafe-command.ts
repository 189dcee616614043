import type { ProblemCode } from '../../../problem/codes.ts';
import { asKubectl, callsOf, type Call, type Kubectl } from '../shell/calls.ts';
import type { ShellCommand } from '../shell/commands.ts';

/** A stretch of a script, by offsets. */
export interface ScriptStretch {
  readonly start: number;
  readonly end: number;
}

/** What surrounds a command. */
export interface CommandContext {
  readonly script: string;
  readonly next: ShellCommand | undefined;
  readonly commands: readonly ShellCommand[];
  /** Names of files that some command of the runbook writes a server's objects to. */
  readonly savedFiles: ReadonlySet<string>;
}

/** A way of writing a command that fails or misleads, why it does, and the right form. */
export interface UnsafeCommand {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint: string;
  /** Where it is written so. Undefined: it is not. */
  readonly find: (command: ShellCommand, context: CommandContext) => ScriptStretch | undefined;
}

/** Looks at every program that a command runs. */
export function inCalls(
  test: (call: Call, command: ShellCommand, context: CommandContext) => ScriptStretch | undefined,
): UnsafeCommand['find'] {
  return (command, context) => {
    for (const call of callsOf(command)) {
      const found = test(call, command, context);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Looks at kubectl calls whose first words are `verb`, such as `rollout undo`. */
export function inKubectl(
  verb: string,
  test: (
    kubectl: Kubectl,
    command: ShellCommand,
    context: CommandContext,
  ) => ScriptStretch | undefined | boolean,
): UnsafeCommand['find'] {
  const words = verb.split(' ');
  return inCalls((call, command, context) => {
    const kubectl = asKubectl(call);
    if (kubectl === undefined || words.some((word, index) => kubectl.positionals[index]?.text !== word))
      return undefined;
    const found = test(kubectl, command, context);
    if (typeof found === 'object') return found;
    return found === true
      ? { start: call.word.start, end: kubectl.positionals[words.length - 1]?.end ?? call.word.end }
      : undefined;
  });
}
