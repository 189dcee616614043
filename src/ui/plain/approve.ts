import { err, problem, type Result } from '../../problem/problem.ts';
import { approveCurrent, shownNow } from '../../session/engine/sign-off.ts';
import type { PlainCommand } from './command.ts';
import type { PlainContext } from './context.ts';

type Signing = Extract<PlainCommand, { command: 'approve' | 'reject' }>;

/**
 * An approval at this terminal: the approver gives the file of their own key, or nothing, and then it
 * is entered unsigned where platform.yaml allows that.
 */
export async function approveAtTerminal(context: PlainContext, command: Signing): Promise<Result<void>> {
  const { session, screen, lines } = context;
  if (session.prompt?.kind !== 'approve') {
    return err(problem('session/not-asked', 'The current step asks for no approval.'));
  }
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  screen.line(`  ${command.name}: this signs what was shown, ${seen.value.digest.slice(0, 16)}…`);
  const answer = await lines.ask('  Key file of the approver (empty: unsigned, entered by you): ');
  if (answer.kind !== 'line') return err(problem('ui/no-answer', 'No approval was given.'));
  const keyFile = answer.text.trim();
  return approveCurrent(session, {
    decision: command.command === 'approve' ? 'yes' : 'no',
    name: command.name,
    shown: seen.value.digest,
    ...(command.note === '' ? {} : { note: command.note }),
    ...(keyFile === '' ? {} : { keyFile }),
  });
}
