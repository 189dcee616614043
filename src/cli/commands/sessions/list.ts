import { systemClock } from '../../../platform/clock.ts';
import { listSummaries } from '../../../platform/journal/summaries/list-summaries.ts';
import type { ListedSession } from '../../../platform/journal/summaries/read-summary.ts';
import { readTombstones } from '../../../platform/keeping/tombstones.ts';
import { ok, type Result } from '../../../problem/problem.ts';
import { bytesText } from '../../../problem/bytes-text.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { summaryAsJson } from '../../../report/session/list/json.ts';
import {
  beganWithin,
  fitsFilter,
  removedFits,
  type SessionFilter,
  type SessionOutcome,
} from '../../../report/session/list/session-filter.ts';
import { summaryRow } from '../../../report/session/list/text.ts';
import { columns, plural, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { tombstoneAsJson, tombstoneRow } from '../../../report/session/tombstone.ts';
import { timeOfId } from '../../../session/log/session-id.ts';
import type { Tombstone } from '../../../session/log/tombstone.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { readMoment } from './read-moment.ts';

export interface ListFilters {
  readonly runbook?: string;
  readonly operator?: string;
  readonly cluster?: string;
  readonly outcome?: SessionOutcome;
  /** As typed. */
  readonly since?: string;
  readonly until?: string;
}

/**
 * `sessions list`: newest first. A damaged one is listed too, unless a filter asks for what nobody can know of it.
 * Gives 0; 2 where a time can't be read.
 */
export async function listSessionsCommand(
  io: Io,
  { filters, json }: { readonly filters: ListFilters; readonly json: boolean },
): Promise<number> {
  const places = await placesOf(io);
  const filter = places.ok ? filterOf(filters) : places;
  if (!filter.ok || !places.ok) {
    await reportProblems(io, filter.ok ? [] : filter.problems);
    return exitCode('usage');
  }
  const { sessions: root, cache } = places.value;
  const all = await listSummaries(root, cache);
  const listed = all.filter((each) => isMeant(each, filter.value));
  const removed = (await readTombstones(root)).filter((each) => removedFits(each, filter.value));
  const text = json
    ? asJson(listed, removed)
    : asText({ listed, removed, of: all.length, root }, styleOf(io));
  await print(io.stdout, text);
  await tellOfUnread(io, all, filter.value);
  return exitCode('completed');
}

function filterOf({ since, until, ...texts }: ListFilters): Result<SessionFilter> {
  const now = systemClock.now();
  const from = since === undefined ? ok(undefined) : readMoment(since, now, 'first');
  if (!from.ok) return from;
  const to = until === undefined ? ok(undefined) : readMoment(until, now, 'last');
  return to.ok ? ok({ ...texts, since: from.value, until: to.value }) : to;
}

function isMeant(listed: ListedSession, filter: SessionFilter): boolean {
  if (listed.state === 'begun') return fitsFilter(listed.summary, filter);
  return !asksForContent(filter) && beganWithin(timeOfId(listed.id) ?? 0, filter);
}

/** The time of a session is in its id, whatever became of its log. */
function asksForContent({ runbook, operator, cluster, outcome }: SessionFilter): boolean {
  return [runbook, operator, cluster, outcome].some((each) => each !== undefined);
}

function asJson(listed: readonly ListedSession[], removed: readonly Tombstone[]): string {
  const json = listed.map((each) => {
    const { id, state, bytes } = each;
    switch (state) {
      case 'begun':
        return { ...summaryAsJson(each.summary), bytes };
      case 'not begun':
        return { id, state, bytes, problems: [] };
      case 'damaged':
        return { id, state, bytes, problems: [each.message] };
    }
  });
  return `${JSON.stringify([...json, ...removed.map(tombstoneAsJson)], undefined, 2)}\n`;
}

interface ListText {
  readonly listed: readonly ListedSession[];
  readonly removed: readonly Tombstone[];
  /** How many sessions there are. */
  readonly of: number;
  readonly root: string;
}

function asText({ listed, removed, of, root }: ListText, style: TextStyle): string {
  const folder = visibleText(root);
  if (of + removed.length === 0) return `There are no sessions in ${folder}.\n`;
  if (listed.length + removed.length === 0)
    return `None of the ${plural(of, 'session')} in ${folder} fits.\n`;
  const rows = listed.map((each) => {
    if (each.state === 'begun') return summaryRow(each.summary, style);
    return [each.id, style.paint('red', each.state), each.state === 'damaged' ? each.message : ''];
  });
  const bytes = listed.reduce((sum, each) => sum + each.bytes, 0);
  const gone = removed.length === 0 ? '' : `; ${removed.length} removed`;
  return toText([
    ...columns([...rows, ...removed.map((each) => tombstoneRow(each, style))], style.width),
    '',
    `${plural(listed.length, 'session')}, ${bytesText(bytes)} in ${folder}${gone}`,
  ]);
}

/** A damaged session may be one that is looked for: that it was left out is said. */
async function tellOfUnread(io: Io, all: readonly ListedSession[], filter: SessionFilter): Promise<void> {
  if (!asksForContent(filter)) return;
  const left = all.filter(
    ({ state, id }) => state === 'damaged' && beganWithin(timeOfId(id) ?? 0, filter),
  ).length;
  if (left === 0) return;
  const they = left === 1 ? 'is' : 'are';
  await print(
    io.stderr,
    `${plural(left, 'damaged session')} ${they} not listed: what ${left === 1 ? 'it was' : 'they were'} can’t be read. Without filters, sessions list says which.\n`,
  );
}
