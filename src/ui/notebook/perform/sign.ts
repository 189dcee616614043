import { err, problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { attestCurrent } from '../../../session/engine/sign-off.ts';
import { line } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { optionalText, requiredText } from './fields.ts';
import { cancelled, stay } from './outcome.ts';
import { runStep } from './run-step.ts';

/** The operator says yes to the item, with their name. */
export async function sayYes({ session }: PerformContext): Promise<Performed> {
  return notAsked(session) ?? stay(attestCurrent(session, { decision: 'yes' }));
}

/** The operator says that it is not so, and why. */
export async function sayNo({ session, dialogs }: PerformContext): Promise<Performed> {
  const refused = notAsked(session);
  if (refused !== undefined) return refused;
  const filled = await dialogs.form({
    title: `Not so: ${session.current?.step.title ?? ''}`,
    body: [line('The step then counts as failed, and you choose the way on.')],
    fields: [requiredText('note', 'Why', 'Say why: it goes into the log.')],
    submit: 'Sign: no',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  return stay(attestCurrent(session, { decision: 'no', note: (filled.values['note'] ?? '').trim() }));
}

/** Yes with a note, or no: what Enter opens at an item. */
export async function signItem(context: PerformContext): Promise<Performed> {
  const { session, dialogs } = context;
  const { prompt } = session;
  if (prompt?.kind !== 'attest') return notAsked(session) ?? cancelled;
  const chosen = await dialogs.menu({
    title: visibleText(session.current?.step.title ?? prompt.text),
    body: [line(`You sign as ${visibleText(session.state.operator)}.`)],
    items: [
      ...(prompt.offer === undefined
        ? []
        : [{ id: 'check', label: 'Let a machine look first', hint: visibleText(prompt.offer), key: 'c' }]),
      { id: 'yes', label: 'Yes, it is so', key: 'y' },
      { id: 'note', label: 'Yes, with a note …' },
      { id: 'no', label: 'No …', key: 'n' },
    ],
    danger: false,
    cancel: 'Not now',
  });
  if (chosen === 'check') return runStep(context);
  if (chosen === 'yes') return sayYes(context);
  if (chosen === 'no') return sayNo(context);
  return chosen === 'note' ? sayYesWithNote(context) : cancelled;
}

async function sayYesWithNote({ session, dialogs }: PerformContext): Promise<Performed> {
  const filled = await dialogs.form({
    title: `Yes: ${session.current?.step.title ?? ''}`,
    body: [],
    fields: [optionalText('note', 'Note', 'It goes into the log.')],
    submit: 'Sign: yes',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const note = (filled.values['note'] ?? '').trim();
  return stay(attestCurrent(session, { decision: 'yes', ...(note === '' ? {} : { note }) }));
}

function notAsked(session: PerformContext['session']): Performed | undefined {
  if (session.prompt?.kind === 'attest') return undefined;
  return err(problem('session/not-asked', 'The current step is no item to tick.'));
}
