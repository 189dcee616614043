import type { Session } from '../../session/engine/session.ts';
import type { SessionRecord } from '../../session/record.ts';
import { deadlineWords } from '../describe/deadlines.ts';
import type { FullScreen } from '../terminal/full-screen.ts';

/** Milliseconds after which the operator may be looking elsewhere. */
const longStep = 10_000;

/** Calls the operator back when a long step has ended, or somebody has to approve. Keeps the window's title. */
export function watchAttention(
  session: Session,
  screen: Pick<FullScreen, 'attention' | 'title'>,
): (record: SessionRecord) => void {
  let called: string | undefined;
  return ({ event }) => {
    screen.title(titleOf(session));
    if (event.type === 'step.finished' && event.milliseconds >= longStep) {
      screen.attention(`${event.step.id} ${event.result} after ${Math.round(event.milliseconds / 1000)} s`);
    }
    const { current, prompt } = session;
    if (prompt?.kind !== 'approve' || current === undefined || called === current.id) return;
    called = current.id;
    screen.attention(`An approval is waited for: ${current.step.title}`);
  };
}

/** Calls the operator once for each deadline that is over; to be asked again and again. */
export function watchDeadlines(session: Session, screen: Pick<FullScreen, 'attention'>): () => void {
  const called = new Set<string>();
  return () => {
    const { state, deps } = session;
    if (state.phase.phase === 'ended') return;
    for (const { key, at, over, text } of deadlineWords(state, deps.clock.now())) {
      const id = `${key} ${at}`;
      if (!over || called.has(id)) continue;
      called.add(id);
      screen.attention(`The time is over: ${text}`);
    }
  };
}

/** Where am I, in the title of the window. */
function titleOf({ state, current, track, deps }: Session): string {
  const { environment, rehearsal, phase } = state;
  const tag = rehearsal !== undefined ? 'REHEARSAL ' : environment.production ? 'PRODUCTION ' : '';
  const at = current === undefined ? '' : ` ${track.indexOf(current) + 1}/${track.length} ${current.id}`;
  const standing = phase.phase === 'ended' ? ` ${phase.outcome}` : at;
  return `${tag}${deps.plan.runbook.id}${standing}`;
}
