/**
 * Every exit code, with what it means. The table in the README is tested against this one. A signal ends
 * with 128 + its number.
 */
export const exitCodes = {
  completed: { code: 0, meaning: 'completed' },
  failed: { code: 1, meaning: 'failed, rolled back, or went on after a failure' },
  usage: { code: 2, meaning: 'wrong usage, or an invalid runbook' },
  personNeeded: { code: 3, meaning: 'a person is needed: resume it at a terminal' },
  aborted: { code: 4, meaning: 'aborted by the operator' },
  logUnwritable: { code: 5, meaning: 'the log can’t be written, so nothing more was run' },
} as const;

export type ExitName = keyof typeof exitCodes;

export function exitCode(name: ExitName): number {
  return exitCodes[name].code;
}
