import type { SessionSummary } from '../../../session/log/session-summary.ts';
import type { Tombstone } from '../../../session/log/tombstone.ts';

/** Which sessions are meant. What is undefined does not matter. */
export interface SessionFilter {
  readonly runbook?: string | undefined;
  /** A user, or the person that a shared account acted for. */
  readonly operator?: string | undefined;
  /** A context, a server, or a part of the server. */
  readonly cluster?: string | undefined;
  readonly outcome?: SessionOutcome | undefined;
  /** When the session began, in milliseconds since 1970; both are within. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** How a session ended, or that it has not. */
export const sessionOutcomes = ['completed', 'failed', 'rolled-back', 'aborted', 'unfinished'] as const;

export type SessionOutcome = (typeof sessionOutcomes)[number];

/** What a filter looks at. */
interface Facts {
  readonly runbook: string;
  readonly actors: readonly string[];
  readonly cluster?: SessionSummary['cluster'] | undefined;
  readonly outcome: SessionOutcome;
  /** ISO. */
  readonly startedAt: string;
}

/** True where the session is one of those that are meant. */
export function fitsFilter(summary: SessionSummary, filter: SessionFilter): boolean {
  return fits({ ...summary, outcome: outcomeOf(summary) }, filter);
}

/** The same of a session that was removed. */
export function removedFits(tombstone: Tombstone, filter: SessionFilter): boolean {
  return fits({ ...tombstone, startedAt: tombstone.started_at }, filter);
}

function fits(facts: Facts, filter: SessionFilter): boolean {
  const { runbook, operator, cluster, outcome } = filter;
  return (
    (runbook === undefined || facts.runbook === runbook) &&
    (operator === undefined || facts.actors.includes(operator)) &&
    (cluster === undefined || isOn(facts, cluster)) &&
    (outcome === undefined || facts.outcome === outcome) &&
    beganWithin(Date.parse(facts.startedAt), filter)
  );
}

/** True where the moment (milliseconds since 1970) lies in the filter's time. */
export function beganWithin(began: number, { since, until }: SessionFilter): boolean {
  return (since === undefined || began >= since) && (until === undefined || began <= until);
}

function isOn({ cluster }: Facts, text: string): boolean {
  return cluster !== undefined && (cluster.context === text || cluster.server.includes(text));
}

function outcomeOf({ phase }: SessionSummary): SessionOutcome {
  return phase.phase === 'ended' ? phase.outcome : 'unfinished';
}
