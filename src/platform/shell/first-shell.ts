import { ShellNotStarted, type ShellSetup } from '../../steps/ports/shell.ts';
import { isInPath } from './in-path.ts';
import { carryingRun, gateShell, plainRun, scriptVariable } from './prelude.ts';

/** The shell that waits, what it does then, and its environment. Throws ShellNotStarted. */
export function firstShell(
  setup: ShellSetup,
  bash: string,
): { readonly shell: string; readonly text: string; readonly env: Record<string, string> } {
  const { script, carry } = setup;
  const env = checkedEnvironment(setup, bash);
  if (carry !== undefined) return { shell: bash, text: carryingRun(script, carry), env };
  return { shell: gateShell, text: plainRun(bash), env: { ...env, [scriptVariable]: script } };
}

/** The arguments of a bash that needs no gate of its own. */
export function bashArguments({ script, carry }: ShellSetup): readonly string[] {
  return carry === undefined ? ['-euo', 'pipefail', '-c', script] : ['-c', carryingRun(script, carry)];
}

/** The environment that bash is given. Throws ShellNotStarted where there is no bash in its PATH. */
export function checkedEnvironment({ cwd, env }: ShellSetup, bash: string): Record<string, string> {
  if (!isInPath(bash, env['PATH'])) throw notStarted(cwd, `there is no ${bash} in PATH`);
  return withoutStartupFiles(env);
}

export function notStarted(cwd: string, why: string): ShellNotStarted {
  return new ShellNotStarted(`bash could not be started in ${cwd}: ${why}`);
}

/**
 * Nothing may run before the gate. BASH_ENV names a file that bash would run; and at shell level 1 bash
 * runs ~/.bashrc where it takes itself to be started over the network (bash(1), "INVOCATION"). Exported
 * functions go too: one could stand in for any command, and not every shell at the gate hands them on.
 */
function withoutStartupFiles(env: Readonly<Record<string, string>>): Record<string, string> {
  const { BASH_ENV: _dropped, SHLVL = '', ...rest } = env;
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('BASH_FUNC_'));
  return { ...Object.fromEntries(kept), SHLVL: /^[1-9][0-9]*$/.test(SHLVL) ? SHLVL : '1' };
}
