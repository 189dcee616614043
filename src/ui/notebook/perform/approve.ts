import { err, problem, type Result } from '../../../problem/problem.ts';
import { visibleLine, visibleText } from '../../../problem/visible-text.ts';
import { approveCurrent, shownNow } from '../../../session/engine/sign-off.ts';
import type { ShownFile } from '../../../session/engine/shown.ts';
import type { Prompt } from '../../../steps/prompt.ts';
import { keyRows } from '../../describe/rehearsal-keys.ts';
import { type Place, sessionPlaces, shortText } from '../../describe/short-names.ts';
import type { Field } from '../../form/form.ts';
import { line, type Line, span } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { optionalText, requiredText } from './fields.ts';
import { cancelled, stay } from './outcome.ts';

/** Lines of a file that an approval shows; the rest is in the file. */
const fileLines = 2000;

/** Another person decides at this terminal, with what they decide on before their eyes. */
export async function approve(context: PerformContext, decision: 'yes' | 'no'): Promise<Performed> {
  const { session, dialogs } = context;
  const { prompt } = session;
  if (prompt?.kind !== 'approve') {
    return err(problem('session/not-asked', 'The current step asks for no approval.'));
  }
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  const places = sessionPlaces(session.deps.journal.folder, session.state.cwd);
  const filled = await dialogs.form({
    title: `${decision === 'yes' ? 'Approve' : 'Reject'}: ${prompt.question}`,
    body: [
      ...conditions(prompt, session.state.operator),
      ...keyRows(session.deps.rehearsalKeys, prompt.roles).map((row) => line(row)),
      ...seen.value.files.flatMap((file) => fileRows(file, places)),
    ],
    fields: fields(prompt, decision),
    submit: decision === 'yes' ? 'Approve' : 'Reject',
    danger: session.state.environment.production,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const { name = '', key = '', reason = '' } = filled.values;
  const note = reason.trim();
  const keyFile = key.trim();
  const signing = (): Promise<Result<void>> =>
    approveCurrent(session, {
      decision,
      name: name.trim(),
      shown: seen.value.digest,
      ...(note === '' ? {} : { note }),
      ...(keyFile === '' ? {} : { keyFile }),
    });
  return stay(keyFile === '' ? signing() : atTerminal(context, signing));
}

/** ssh-keygen asks for the passphrase of the key at the terminal itself. */
async function atTerminal(
  { terminal }: PerformContext,
  work: () => Promise<Result<void>>,
): Promise<Result<void>> {
  await terminal.lend();
  try {
    return await work();
  } finally {
    await terminal.takeBack();
  }
}

type ApprovePrompt = Extract<Prompt, { kind: 'approve' }>;

function fields(prompt: ApprovePrompt, decision: 'yes' | 'no'): readonly Field[] {
  const needed = prompt.reason === 'required' || decision === 'no';
  return [
    requiredText('name', 'Approver', 'Whoever decides enters their own name.'),
    optionalText('key', 'Key file', 'The approver’s own SSH key; empty: unsigned, entered by you.'),
    needed
      ? requiredText('reason', 'Reason', 'A reason is needed: it goes into the log.')
      : optionalText('reason', 'Reason'),
  ];
}

function conditions(prompt: ApprovePrompt, operator: string): readonly Line[] {
  const people = prompt.count === 1 ? 'One person' : `${prompt.count} different people`;
  const roles =
    prompt.roles.length === 0
      ? ''
      : prompt.eachRole
        ? `, one for each of the roles ${prompt.roles.join(' and ')}`
        : `, in the role ${prompt.roles.join(' or ')}`;
  return [line(visibleText(`${people}${roles}. Nobody who has operated this session: not ${operator}.`))];
}

function fileRows({ path, sha256, text }: ShownFile, places: readonly Place[]): readonly Line[] {
  const rows = text.replace(/\n$/, '').split('\n');
  const more = rows.length - fileLines;
  return [
    line(''),
    [span(shortText(path, places), 'strong'), span(`  sha256 ${sha256.slice(0, 16)}…`, 'dim')],
    ...rows.slice(0, fileLines).map((row) => line(visibleLine(row, false))),
    ...(more > 0 ? [line(`… ${more} more lines in the file`, 'dim')] : []),
  ];
}
