import { listSummaries } from '../../../platform/journal/summaries/list-summaries.ts';
import type { ListedSession } from '../../../platform/journal/summaries/read-summary.ts';
import { readTombstones } from '../../../platform/keeping/tombstones.ts';
import { bytesText } from '../../../problem/bytes-text.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { summaryAsJson } from '../../../report/session/list/json.ts';
import { removedFits } from '../../../report/session/list/session-filter.ts';
import { summaryRow } from '../../../report/session/list/text.ts';
import { columns, plural, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { tombstoneAsJson, tombstoneRow } from '../../../report/session/tombstone.ts';
import type { Tombstone } from '../../../session/log/tombstone.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { filterOf, isMeant, type ListFilters, tellOfUnread } from './list-filters.ts';

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
