import { visibleText } from '../../problem/visible-text.ts';
import type { SessionState } from '../../session/state.ts';

/** What the session is: said on every screen, in words and never by colour alone. */
export type SessionTag = 'PRODUCTION' | 'REHEARSAL' | 'not production';

export function sessionTag({
  rehearsal,
  environment,
}: Pick<SessionState, 'rehearsal' | 'environment'>): SessionTag {
  if (rehearsal !== undefined) return 'REHEARSAL';
  return environment.production ? 'PRODUCTION' : 'not production';
}

/** What is rehearsed, and how time runs in it. */
export function rehearsalText(scenario: string, pace = 1): string {
  return pace === 1
    ? visibleText(scenario)
    : `${visibleText(scenario)}, time runs ${String(pace)} times as fast`;
}

/** Where a step takes effect, in short: `teei-prod/teei-production`, or the environment where no cluster is used. */
export function targetOf({ cluster, environment }: Pick<SessionState, 'cluster' | 'environment'>): string {
  return cluster === undefined ? environment.name : `${cluster.context}/${cluster.namespace}`;
}
