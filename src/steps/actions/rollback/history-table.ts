import { textTable } from '../../text-table.ts';
import { ageOf } from '../snapshot/table.ts';
import { unreachable } from '../../../problem/problem.ts';
import type { Revision, ServiceHistory, Standing } from './history.ts';

/** The revisions of services, for people: newest first, each with what is known of it. `now` in milliseconds since 1970. */
export function historyTable(histories: readonly ServiceHistory[], now: number): readonly string[] {
  const rows = histories.flatMap((history) =>
    history.revisions.map((revision, index) => [
      index === 0 ? history.service : '',
      String(revision.number),
      ageOf(revision.createdAt, now),
      revision.images.join(' '),
      standingText(revision, history),
      revision.changeCause ?? '',
    ]),
  );
  return textTable(['SERVICE', 'REVISION', 'AGE', 'IMAGES', 'STANDING', 'CHANGE-CAUSE'], rows);
}

function standingText({ number, standing }: Revision, { current }: ServiceHistory): string {
  return number === current && standing !== 'current'
    ? `current, ${standingWords(standing)}`
    : standingWords(standing);
}

function standingWords(standing: Standing): string {
  switch (standing) {
    case 'recorded':
      return 'as saved';
    case 'failed':
      return 'no pod available';
    case 'newer':
      return 'came with the release';
    case 'current':
      return 'current';
    case 'older':
      return 'older';
    default:
      return unreachable(standing);
  }
}
