import type { Session } from '../../session/engine/session.ts';
import { isSettled } from '../../session/state.ts';

/** How many steps of those that are walked are settled. */
export function progressOf(session: Pick<Session, 'track' | 'stepState'>): {
  readonly done: number;
  readonly of: number;
} {
  const { track } = session;
  return { done: track.filter(({ id }) => isSettled(session.stepState(id).status)).length, of: track.length };
}

/** How a session ended and where to look, in words; undefined: it has not ended. */
export function sessionEnd(session: Pick<Session, 'state' | 'track' | 'stepState' | 'deps'>):
  | {
      readonly good: boolean;
      readonly outcome: string;
      readonly reason: string;
      readonly counts: string;
      /** The session's folder: its log, outputs and files. */
      readonly log: string;
      readonly again: string;
    }
  | undefined {
  const { phase, session: id } = session.state;
  if (phase.phase !== 'ended') return undefined;
  const { done, of } = progressOf(session);
  return {
    good: phase.outcome === 'completed',
    outcome: phase.outcome.toUpperCase(),
    reason: phase.reason ?? '',
    counts: `${done} of ${of} steps`,
    log: session.deps.journal.folder,
    again: `teei-runbook sessions show ${id}`,
  };
}
