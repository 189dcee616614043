import { visibleText } from '../../problem/visible-text.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { agoText } from '../../ui/library/ago.ts';
import { choiceOf } from '../../ui/library/item-choice.ts';
import { allItems, type LibraryItem } from '../../ui/library/library-state.ts';
import type {
  LibraryChoice,
  LibraryView,
  RunbookEntry,
  UnfinishedSession,
} from '../../ui/library/library-view.ts';
import { countOf, outcomes, sectionOf, stepText } from '../../ui/library/list-rows.ts';
import type { Lines } from '../../ui/plain/lines.ts';
import type { Screen } from '../../ui/plain/screen.ts';
import { wrapLine } from '../../ui/plain/wrap.ts';

/** Lists unfinished sessions and runbooks with numbers, and asks for one. Enter, or the end of input, leaves. */
export async function chooseByLine(view: LibraryView, lines: Lines, screen: Screen): Promise<LibraryChoice> {
  const items = allItems(view);
  screen.lines(listLines(view, items, screen));
  if (items.length === 0) return { choice: 'quit' };
  for (;;) {
    const answer = await lines.ask('Which? (a number or a name; Enter leaves): ');
    const text = answer.kind === 'line' ? answer.text.trim() : '';
    if (text === '') return { choice: 'quit' };
    const item = meant(text, items);
    if (item === undefined) {
      screen.line(`  ${unknown(text, items)}`);
      continue;
    }
    const chosen = choiceOf(item);
    if (!('refused' in chosen)) return chosen;
    screen.line(`  ${visibleText(chosen.refused)}`);
  }
}

function meant(text: string, items: readonly LibraryItem[]): LibraryItem | undefined {
  const numbered = /^\d+$/.test(text) ? items[Number(text) - 1] : undefined;
  if (numbered !== undefined) return numbered;
  const named = items.find((item) => item.kind === 'runbook' && item.runbook.id === text);
  if (named !== undefined) return named;
  const sessions = items.filter((item) => item.kind === 'session' && item.session.id.startsWith(text));
  return sessions.length === 1 ? sessions[0] : undefined;
}

function unknown(text: string, items: readonly LibraryItem[]): string {
  if (/^\d+$/.test(text)) return `There is no ${text}: the last is ${items.length}.`;
  const ids = items.map((item) => (item.kind === 'runbook' ? item.runbook.id : item.session.id));
  return `There is no ${JSON.stringify(text)}. ${visibleText(suggestion(text, ids) ?? '')}`;
}

function listLines(view: LibraryView, items: readonly LibraryItem[], screen: Screen): readonly string[] {
  const { columns, paint } = screen;
  const sections = items.map(sectionOf);
  const listed = items.flatMap((item, index) => {
    const number = `${index + 1}`.padStart(String(items.length).length + 2);
    const heading = sections[index] === sections[index - 1] ? [] : [paint('bold', sections[index] ?? '')];
    return [...heading, ...wrapLine(`${number}  `, screen.safe(itemText(item, view.now)), columns)];
  });
  const problems = view.problems.flatMap(({ message, hint }) => [
    ...wrapLine(`${paint('red', 'problem')}  `, screen.safe(message), columns),
    ...(hint === undefined ? [] : wrapLine('next     ', screen.safe(hint), columns)),
  ]);
  const empty =
    items.length > 0 ? [] : ['There are no runbooks here. Write a library with: teei-runbook init'];
  return [...listed, ...empty, ...problems];
}

function itemText(item: LibraryItem, now: number): string {
  return item.kind === 'session' ? sessionText(item.session, now) : runbookText(item.runbook, now);
}

function sessionText(session: UnfinishedSession, now: number): string {
  const { runbook, environment, production, rehearsal, lastAt, by, writer } = session;
  const tag = rehearsal === undefined ? (production ? ' (PRODUCTION)' : '') : ' (REHEARSAL)';
  const who = writer === undefined ? '' : `; ${writer.who} is writing it now on ${writer.host}`;
  return `${runbook} in ${environment}${tag}, ${stepText(session)}, ${agoText(lastAt, now)}, by ${by}${who}`;
}

function runbookText({ id, path, content, shadowedBy, last }: RunbookEntry, now: number): string {
  if (content?.valid !== true) {
    const errors = content === undefined ? '' : ` ${countOf(content.errors, 'error')}:`;
    return `${id}: can’t be started,${errors} see teei-runbook lint ${path}`;
  }
  const hidden = shadowedBy === undefined ? '' : ` (hidden by ${shadowedBy})`;
  const ran = last === undefined ? '' : `, ${outcomes[last.outcome].words} ${agoText(last.endedAt, now)}`;
  return `${id}: ${content.about.title}${hidden}${ran}`;
}
