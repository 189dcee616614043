import type { Check } from './define-check.ts';

/** Every check and action. A new one is one file and one line here. */
const checks: readonly Check[] = [];

const byName: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.name, check]));

export function findCheck(name: string): Check | undefined {
  return byName.get(name);
}

/** Names of the checks of these modes, in order of the list. */
export function checkNames(modes: readonly Check['mode'][]): readonly string[] {
  return checks.filter(({ mode }) => modes.includes(mode)).map(({ name }) => name);
}

export function allChecks(): readonly Check[] {
  return checks;
}
