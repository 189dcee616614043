import { listSummaries } from '../../../../platform/journal/summaries/list-summaries.ts';
import type { ListedSession } from '../../../../platform/journal/summaries/read-summary.ts';
import { summaryRow } from '../../../../report/session/list/text.ts';
import { excerptAround } from '../../../../report/session/list/search-text.ts';
import { columns, plural, toText } from '../../../../report/text/layout.ts';
import { problem } from '../../../../problem/problem.ts';
import { visibleText } from '../../../../problem/visible-text.ts';
import { queryPattern } from '../../../../ui/text/highlight.ts';
import { exitCode } from '../../../exit-codes.ts';
import { type Io, print } from '../../../io.ts';
import { placesOf } from '../../../places.ts';
import { reportProblems } from '../../../report-problems.ts';
import { styleOf } from '../../../screen.ts';
import { filterOf, isMeant, type ListFilters, tellOfUnread } from '../list-filters.ts';
import { type SearchHit, searchSession } from './search-session.ts';

export interface SearchOptions {
  readonly text: string;
  readonly filters: ListFilters;
  /** Places told of one session; what is beyond is counted no more. */
  readonly limit: number;
  /** One place a line. */
  readonly json: boolean;
}

/**
 * `sessions search TEXT`: where a text is in records and outputs, newest session first, told as it is found. Gives 0,
 * found or not; 2 for a text or a filter that is none.
 */
export async function searchSessionsCommand(io: Io, options: SearchOptions): Promise<number> {
  const places = await placesOf(io);
  const filter = places.ok ? filterOf(options.filters) : places;
  if (!filter.ok || !places.ok) return refuse(io, filter.ok ? [] : filter.problems);
  if (options.text === '' || options.text.includes('\n')) {
    return refuse(io, [
      problem('cli/not-a-search', 'There is no text on one line to search for.', {
        hint: 'Give a part of a line: teei-runbook sessions search "connection refused"',
      }),
    ]);
  }
  const { sessions: root, cache } = places.value;
  const all = await listSummaries(root, cache);
  const meant = all.filter((each) => isMeant(each, filter.value));
  let found = 0;
  for (const each of meant) found += await searchOne(io, root, each, options);
  if (!options.json) await print(io.stdout, endText(found, meant.length, options.text));
  await tellOfUnread(io, all, filter.value);
  return exitCode('completed');
}

/** Tells what is found in one session; gives how many places were told. */
async function searchOne(
  io: Io,
  root: string,
  listed: ListedSession,
  { text, limit, json }: SearchOptions,
): Promise<number> {
  const pattern = queryPattern(text);
  let told = 0;
  for await (const hit of searchSession(root, listed.id, text)) {
    if (told === limit) {
      if (!json) await print(io.stdout, `  … and more; --limit ${limit * 10} shows more of them\n`);
      break;
    }
    if (told === 0 && !json) await print(io.stdout, headText(listed, io));
    told += 1;
    await print(io.stdout, json ? jsonLine(listed.id, hit, pattern) : hitText(hit, pattern, io));
  }
  return told;
}

function headText(listed: ListedSession, io: Io): string {
  const style = styleOf(io);
  const row = listed.state === 'begun' ? summaryRow(listed.summary, style) : [listed.id, listed.state, ''];
  return toText(columns([row], style.width));
}

function hitText(hit: SearchHit, pattern: RegExp, io: Io): string {
  const style = styleOf(io);
  const place = visibleText(placeOf(hit));
  const apart = place.length > style.width / 2;
  const width = apart ? style.width - 4 : style.width - place.length - 4;
  const shown = excerptAround(hit.text, pattern, width);
  return `  ${style.paint('dim', `${place}:`)}${apart ? '\n    ' : ' '}${shown}\n`;
}

function placeOf({ in: place, line, key, step, attempt }: SearchHit): string {
  const of =
    step === undefined
      ? ''
      : ` of ${step}${attempt === undefined || attempt === 1 ? '' : `, attempt ${attempt}`}`;
  return place === 'output' ? `output${of}, line ${line}` : `record ${line}, ${key ?? ''}${of}`;
}

function jsonLine(session: string, hit: SearchHit, pattern: RegExp): string {
  const { text, ...place } = hit;
  return `${JSON.stringify({ session, ...place, text: excerptAround(text, pattern, 2000) })}\n`;
}

function endText(found: number, sessions: number, text: string): string {
  if (found > 0) return `${plural(found, 'place')} in ${plural(sessions, 'session')} searched.\n`;
  return `${JSON.stringify(text)} is nowhere in ${plural(sessions, 'session')}.\n`;
}

async function refuse(io: Io, problems: Parameters<typeof reportProblems>[1]): Promise<number> {
  await reportProblems(io, problems);
  return exitCode('usage');
}
