import { err, problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { recoverableAlone } from '../../../session/decide/recover.ts';
import type { Request } from '../../../session/intents.ts';
import { isSettled } from '../../../session/state.ts';
import { servicesAlone } from '../../describe/services-alone.ts';
import type { Field } from '../../form/form.ts';
import { line, type Line } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { optionalText, requiredText } from './fields.ts';
import { cancelled, leave, stay } from './outcome.ts';

/** Actions that want a reason and are then carried out by the engine. */
export type ReasonedAction = 'skip' | 'continue' | 'roll-back' | 'roll-back-only' | 'give-up' | 'abort';

interface Reasoned {
  readonly title: string;
  readonly body: readonly string[];
  readonly submit: string;
  readonly danger: boolean;
  readonly required: boolean;
  readonly request: (reason: string) => Request;
}

/** Asks why, and does it. */
export async function withReason(context: PerformContext, action: ReasonedAction): Promise<Performed> {
  const about = reasoned(context, action);
  const { title, submit, danger } = about;
  const reason = about.required
    ? requiredText('reason', 'Why', 'A reason is needed: it goes into the log.')
    : optionalText('reason', 'Why', 'It goes into the log.');
  const filled = await context.dialogs.form({
    title,
    body: about.body.map((text) => line(visibleText(text))),
    fields: [reason],
    submit,
    danger,
  });
  if (filled.filled === 'cancelled') return cancelled;
  return stay(context.session.dispatch(about.request((filled.values['reason'] ?? '').trim())));
}

function reasoned({ session }: PerformContext, action: ReasonedAction): Reasoned {
  const step = session.current?.step.title ?? '';
  switch (action) {
    case 'skip':
      return {
        title: `Skip: ${step}`,
        body: ['The step is not done. The log says who passed over it, and why.'],
        submit: 'Skip it',
        danger: false,
        required: true,
        request: (reason) => ({ intent: 'skip', reason }),
      };
    case 'continue':
      return {
        title: `Go on although this failed: ${step}`,
        body: ['The session goes on and can no longer end as completed without a failure.'],
        submit: 'Go on',
        danger: true,
        required: true,
        request: (reason) => ({ intent: 'continue', reason }),
      };
    case 'roll-back':
      return {
        title: `Roll back with the runbook ${branchOf(session.current)}`,
        body: ['Its steps are walked instead of the rest, in this same session. Nothing runs by itself.'],
        submit: 'Begin',
        danger: false,
        required: false,
        request: (reason) => ({ intent: 'recover', reason }),
      };
    case 'roll-back-only': {
      const only = recoverableAlone(session.deciding);
      return {
        title: `Roll back ${servicesAlone(only)}`,
        body: [
          `${branchOf(session.current)} is walked for ${only.join(', ')} in this same session. Nothing runs by itself.`,
          'What else the release brought stays as it is.',
        ],
        submit: 'Begin',
        danger: false,
        required: false,
        request: (reason) => ({ intent: 'recover', reason, only }),
      };
    }
    case 'give-up':
      return {
        title: 'End the session as failed',
        body: ['What was done stays done. The session can’t be resumed after this.'],
        submit: 'End it',
        danger: true,
        required: true,
        request: (reason) => ({ intent: 'give-up', reason }),
      };
    case 'abort':
      return {
        title: 'Abort the session',
        body: ['What was done stays done. The session can’t be resumed after this: q pauses it instead.'],
        submit: 'Abort it',
        danger: true,
        required: true,
        request: (reason) => ({ intent: 'abort', reason }),
      };
  }
}

function branchOf(planned: PerformContext['session']['current']): string {
  const onFailure = planned?.step.options.onFailure;
  return typeof onFailure === 'object' ? onFailure.runbook : 'none is named';
}

/** A note for the log. */
export async function writeNote({ dialogs, session }: PerformContext): Promise<Performed> {
  const filled = await dialogs.form({
    title: 'Note',
    body: [line('It goes into the log with your name and the time.')],
    fields: [requiredText('text', 'Note', 'An empty note says nothing.')],
    submit: 'Write it',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  return stay(session.dispatch({ intent: 'note', text: (filled.values['text'] ?? '').trim() }));
}

/** Pauses the session for somebody else. */
export async function handOver({ dialogs, session }: PerformContext): Promise<Performed> {
  const filled = await dialogs.form({
    title: 'Hand over',
    body: [line('The session is paused, and this program ends. Whoever takes over resumes it.')],
    fields: [
      requiredText('to', 'To', 'Say who takes over.'),
      optionalText('note', 'Note', 'What they have to know.'),
    ],
    submit: 'Hand over',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const { to = '', note = '' } = filled.values;
  return leave(session.dispatch({ intent: 'hand-over', to: to.trim(), note: note.trim() }));
}

/** Back to an earlier step, the one before unless another is chosen. */
export async function goBack({ dialogs, session }: PerformContext): Promise<Performed> {
  const at = session.current === undefined ? session.track.length : session.track.indexOf(session.current);
  const earlier = session.track.slice(0, at).map(({ id }) => id);
  const before = earlier.at(-1);
  if (before === undefined) {
    return err(problem('session/not-earlier', 'This is the first step: nothing is before it.'));
  }
  const step: Field = {
    name: 'step',
    label: 'Step',
    kind: 'choice',
    choices: earlier,
    initial: before,
    check: (text) => (earlier.includes(text) ? undefined : 'Choose one of the earlier steps.'),
  };
  const filled = await dialogs.form({
    title: 'Go back',
    body: effectsOf(session, before),
    fields: [step, optionalText('reason', 'Why', 'It goes into the log.')],
    submit: 'Go back',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const { step: to = before, reason = '' } = filled.values;
  return stay(session.dispatch({ intent: 'back', to, reason: reason.trim() }));
}

/** Effects stay: the operator has to know before. */
function effectsOf(session: PerformContext['session'], before: string): readonly Line[] {
  const settled = session.track.filter(({ id }) => isSettled(session.stepState(id).status)).length;
  return [
    line('Sign-offs, approvals and captures from there on are void and asked for again.'),
    line(`What was done stays done. ${settled} steps are settled now; the one before is ${before}.`),
  ];
}
