import type { Session } from '../../session/engine/session.ts';
import type { SessionRecord } from '../../session/record.ts';
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

/** Where am I, in the title of the window. */
function titleOf({ state, current, track, deps }: Session): string {
  const { environment, rehearsal, phase } = state;
  const tag = rehearsal !== undefined ? 'REHEARSAL ' : environment.production ? 'PRODUCTION ' : '';
  const at = current === undefined ? '' : ` ${track.indexOf(current) + 1}/${track.length} ${current.id}`;
  const standing = phase.phase === 'ended' ? ` ${phase.outcome}` : at;
  return `${tag}${deps.plan.runbook.id}${standing}`;
}
