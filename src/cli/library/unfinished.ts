import { readJournal } from '../../platform/journal/read-journal.ts';
import { isBeingWritten } from '../../platform/journal/session-lock.ts';
import { replay } from '../../session/evolve.ts';
import type { SessionState } from '../../session/state.ts';
import { currentStep, track } from '../../session/track.ts';
import type { UnfinishedSession } from '../../ui/library/library-view.ts';
import { storedPlan } from '../session/stored-plan.ts';
import type { RecentSession } from './recent-sessions.ts';

/** What the ends of its log say of an unfinished session. */
export function unfinishedSession({ id, started, startedAt, lastAt, by }: RecentSession): UnfinishedSession {
  return {
    id,
    runbook: started.runbook.id,
    environment: started.environment.name,
    production: started.environment.production,
    ...(started.rehearsal === undefined ? {} : { rehearsal: started.rehearsal }),
    startedAt,
    lastAt,
    by,
  };
}

/** A log beyond this is not read whole to say at which step it stands. */
const mostBytes = 4 * 1024 * 1024;

/** The same with where it stands, why it was paused, and who writes it; as far as its log can be read. */
export async function withStanding(
  session: UnfinishedSession,
  recent: RecentSession,
): Promise<UnfinishedSession> {
  if (recent.bytes > mostBytes) return session;
  const journal = await readJournal(recent.folder);
  const state = journal.ok ? replay(journal.value.records) : undefined;
  if (!journal.ok || state === undefined) return session;
  const { writer } = journal.value;
  const written = writer !== undefined && (await isBeingWritten(recent.folder));
  const step = await standing(journal.value, state);
  return {
    ...session,
    ...(step === undefined ? {} : { step }),
    ...(state.phase.phase === 'paused' ? { paused: state.phase.reason } : {}),
    ...(written ? { writer } : {}),
  };
}

/** The number of the current step among those that are walked, by the session's own copy of the runbook. */
async function standing(
  journal: Parameters<typeof storedPlan>[0],
  state: SessionState,
): Promise<UnfinishedSession['step']> {
  const plan = await storedPlan(journal, state);
  if (!plan.ok) return undefined;
  const steps = track(plan.value, state);
  const current = currentStep(plan.value, state);
  if (current === undefined) return undefined;
  return { number: steps.indexOf(current) + 1, of: steps.length, title: current.step.title };
}
