import type { SessionSummary } from '../../../session/log/session-summary.ts';

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

/** True where the session is one of those that are meant. */
export function fitsFilter(summary: SessionSummary, filter: SessionFilter): boolean {
  const { runbook, operator, cluster, outcome } = filter;
  return (
    (runbook === undefined || summary.runbook === runbook) &&
    (operator === undefined || summary.actors.includes(operator)) &&
    (cluster === undefined || isOn(summary, cluster)) &&
    (outcome === undefined || outcomeOf(summary) === outcome) &&
    beganWithin(Date.parse(summary.startedAt), filter)
  );
}

/** True where the moment (milliseconds since 1970) lies in the filter's time. */
export function beganWithin(began: number, { since, until }: SessionFilter): boolean {
  return (since === undefined || began >= since) && (until === undefined || began <= until);
}

function isOn({ cluster }: SessionSummary, text: string): boolean {
  return cluster !== undefined && (cluster.context === text || cluster.server.includes(text));
}

export function outcomeOf({ phase }: SessionSummary): SessionOutcome {
  return phase.phase === 'ended' ? phase.outcome : 'unfinished';
}
