import { bytesText } from '../../problem/bytes-text.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { Tombstone } from '../../session/log/tombstone.ts';
import { actorName } from '../../session/record.ts';
import { labelled, toText } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';
import { timeText } from './text.ts';

/** The row of a removed session in a list of sessions. */
export function tombstoneRow(tombstone: Tombstone, style: TextStyle): readonly string[] {
  const { session, runbook, environment, started_at, removed_at, removed_by } = tombstone;
  const removal = `by ${actorName(removed_by)}, ${timeText(removed_at)}`;
  const about = `${removal}: ${runbook} in ${environment}, ${timeText(started_at)}`;
  return [session, style.paint('dim', 'removed'), visibleText(about)];
}

/** What is still known of a removed session. */
export function tombstoneText(tombstone: Tombstone, style: TextStyle): string {
  const { outcome, rehearsal, removed_by, events } = tombstone;
  const practised = rehearsal === undefined ? '' : ` (rehearsal of ${rehearsal})`;
  const rows = [
    ['session', tombstone.session],
    ['runbook', `${tombstone.runbook} in ${tombstone.environment}${practised}`],
    ['outcome', outcome],
    ['began', timeText(tombstone.started_at)],
    ['ended', timeText(tombstone.ended_at)],
    ['by', tombstone.actors.join(', ')],
    ['records', `${events}, ${tombstone.verification} when it was removed`],
    ['head', `${tombstone.head} (an archive of it ends with the same)`],
    ['removed', `${timeText(tombstone.removed_at)} by ${actorName(removed_by)} on ${tombstone.host}`],
    ['because', `older than ${tombstone.older_than}; it took ${bytesText(tombstone.bytes)}`],
  ] as const;
  return toText([
    style.paint('yellow', 'REMOVED: only this is left of it here'),
    ...rows.flatMap(([label, text]) =>
      labelled(style.paint('dim', label), visibleText(text), { indent: 2, label: 10, width: style.width }),
    ),
  ]);
}

/** The same for scripts. */
export function tombstoneAsJson({ session, ...tombstone }: Tombstone): Readonly<Record<string, unknown>> {
  return { id: session, state: 'removed', ...tombstone };
}
