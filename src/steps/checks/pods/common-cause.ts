import type { Diagnosis } from './evidence.ts';
import type { Finding } from './finding.ts';

/** A service in trouble with what its worst container said last. */
export interface Case {
  readonly diagnosis: Diagnosis;
  readonly worst: Finding | undefined;
  readonly lines: readonly string[];
}

type Group = readonly [Case, ...Case[]];

/** Cases that have one cause come together, in the order of their first. */
export function byCause(cases: readonly Case[]): readonly Group[] {
  const groups = new Map<string, [Case, ...Case[]]>();
  for (const one of cases) {
    const key = causeOf(one) ?? `service ${one.diagnosis.service}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** The cause as far as it can be compared: named by the finding, or the exit code with the last words of the log. */
function causeOf({ worst, lines }: Case): string | undefined {
  if (worst === undefined) return undefined;
  if (worst.cause !== undefined) return `${worst.reason} ${worst.cause}`;
  const last = lines.at(-1);
  if (worst.exitCode === undefined || last === undefined) return undefined;
  // Times, ids and addresses differ from pod to pod.
  const words = last.replaceAll(/[0-9a-f]{8,}|\d+/gi, '#');
  return `${worst.reason} ${String(worst.exitCode)} ${words}`;
}
