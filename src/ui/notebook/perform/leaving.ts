import { line } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { cancelled, leave } from './outcome.ts';

const rehearsalGoes = 'Its platform goes with it, so a rehearsal can’t be gone on with.';

/** Pauses the session and leaves. Where a command runs, it is asked what becomes of it. */
export async function askToLeave(context: PerformContext): Promise<Performed> {
  const { session, dialogs } = context;
  if (session.running) return interrupt(context);
  if (session.state.phase.phase === 'ended') return { ok: true, value: 'leave' };
  const rehearsed = session.state.rehearsal !== undefined;
  const chosen = await dialogs.menu({
    title: 'Leave the session?',
    body: [line(rehearsed ? rehearsalGoes : 'It is paused. Go on with: teei-runbook --resume')],
    items: [{ id: 'leave', label: rehearsed ? 'End the rehearsal and leave' : 'Pause and leave' }],
    initial: 'leave',
    danger: false,
    cancel: 'Stay',
  });
  return chosen === 'leave' ? pause(context) : cancelled;
}

/** Ctrl+C: nothing is killed by surprise. */
export async function interrupt(context: PerformContext): Promise<Performed> {
  const { session, dialogs } = context;
  if (session.state.phase.phase === 'ended') return { ok: true, value: 'leave' };
  if (!session.running) return askWhatNow(context);
  const rehearsed = session.state.rehearsal !== undefined;
  const chosen = await dialogs.menu({
    title: 'A command is running',
    body: [line('Stopping sends TERM to it and all it started, and KILL five seconds later.')],
    items: [
      { id: 'stop', label: 'Stop the command', hint: 'the step then counts as failed' },
      {
        id: 'leave',
        label: rehearsed ? 'Stop it, end the rehearsal and leave' : 'Stop it, pause the session and leave',
      },
    ],
    danger: false,
    cancel: 'Let it run',
  });
  if (chosen === undefined) return cancelled;
  // Where it has ended meanwhile there is nothing to stop: this does nothing then.
  session.stop('operator');
  if (chosen === 'stop') return cancelled;
  await context.idle();
  return pause(context);
}

async function askWhatNow(context: PerformContext): Promise<Performed> {
  const chosen = await context.dialogs.menu({
    title: 'Nothing is running',
    body: [line('The log holds everything up to here.')],
    items: [
      context.session.state.rehearsal === undefined
        ? { id: 'leave', label: 'Pause the session and leave', hint: 'it can be resumed' }
        : { id: 'leave', label: 'End the rehearsal and leave', hint: 'its platform goes' },
    ],
    danger: false,
    cancel: 'Stay',
  });
  return chosen === 'leave' ? pause(context) : cancelled;
}

function pause({ session }: PerformContext): Promise<Performed> {
  return leave(session.dispatch({ intent: 'pause', reason: 'left by the operator' }));
}
