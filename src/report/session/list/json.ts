import type { SessionSummary } from '../../../session/log/session-summary.ts';
import { phaseText } from '../describe-session.ts';

/** What `sessions list` tells of a session, for scripts. */
export function summaryAsJson(summary: SessionSummary): Readonly<Record<string, unknown>> {
  const { id, runbook, phase, environment, cluster, rehearsal, pace, mode, startedAt, lastAt } = summary;
  return {
    id,
    runbook,
    state: phaseText(phase),
    reason: phase.phase === 'open' ? undefined : phase.reason,
    environment,
    cluster,
    rehearsal,
    pace,
    mode,
    startedAt,
    lastAt,
    milliseconds: Math.max(0, Date.parse(lastAt) - Date.parse(startedAt)),
    actors: summary.actors,
    signoffs: summary.signoffs,
  };
}
