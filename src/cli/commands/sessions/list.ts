import { join } from 'node:path';
import { listSessions, readJournal } from '../../../platform/journal/read-journal.ts';
import type { Problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import {
  type DescribedSession,
  describeSession,
  phaseText,
} from '../../../report/session/describe-session.ts';
import { sessionSummary } from '../../../report/session/json.ts';
import { timeText } from '../../../report/session/text.ts';
import { columns, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';

interface Listed {
  readonly id: string;
  /** Undefined: it holds no beginning, or can't be read. */
  readonly session: DescribedSession | undefined;
  readonly problems: readonly Problem[];
}

/** `sessions list`: newest first. A damaged one is listed too. Gives 0. */
export async function listSessionsCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const places = await placesOf(io);
  if (!places.ok) {
    await reportProblems(io, places.problems);
    return exitCode('usage');
  }
  const root = places.value.sessions;
  const listed: Listed[] = [];
  for (const id of (await listSessions(root)).toReversed()) listed.push(await readListed(root, id));
  await print(io.stdout, options.json ? asJson(listed) : asText(listed, root, styleOf(io)));
  return exitCode('completed');
}

async function readListed(root: string, id: string): Promise<Listed> {
  const journal = await readJournal(join(root, id));
  if (!journal.ok) return { id, session: undefined, problems: journal.problems };
  return { id, session: describeSession(journal.value.records), problems: [] };
}

function asJson(listed: readonly Listed[]): string {
  const json = listed.map(({ id, session, problems }) =>
    session === undefined
      ? { id, state: stateWord(problems), problems: problems.map(({ message }) => message) }
      : sessionSummary(session),
  );
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function stateWord(problems: readonly Problem[]): string {
  return problems.length > 0 ? 'damaged' : 'not begun';
}

function asText(listed: readonly Listed[], root: string, style: TextStyle): string {
  if (listed.length === 0) return `There are no sessions in ${visibleText(root)}.\n`;
  const rows = listed.map(({ id, session, problems }) => {
    if (session === undefined)
      return [id, style.paint('red', stateWord(problems)), problems[0]?.message ?? ''];
    return [id, paintPhase(session, style), describe(session)];
  });
  return toText(columns(rows, style.width));
}

function paintPhase({ state: { phase } }: DescribedSession, style: TextStyle): string {
  const text = phaseText(phase);
  if (phase.phase !== 'ended') return style.paint('yellow', text);
  return style.paint(phase.outcome === 'completed' ? 'green' : 'red', text);
}

function describe({ state, startedAt, actors, signoffs }: DescribedSession): string {
  const rehearsal = state.rehearsal === undefined ? '' : ' (rehearsal)';
  const unsigned = signoffs.unsigned === 0 ? '' : `, ${signoffs.unsigned} unsigned`;
  return `${state.runbookId} in ${state.environment.name}${rehearsal}, ${timeText(startedAt)}, by ${actors.join(', ')}${unsigned}`;
}
