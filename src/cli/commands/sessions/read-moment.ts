import { err, ok, problem, type Result } from '../../../problem/problem.ts';
import { parseDuration } from '../../../runbook/values/duration.ts';

const day = 86_400_000;
const shape = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A moment as it is typed: `7d` or `2h30m` for so long ago, `2026-01-02` for a whole day, `2026-01-02T03:04` for
 * a moment, in UTC unless an offset is given. Of a day, `end` decides which end of it is meant. In milliseconds
 * since 1970. Problems: it is none of these.
 */
export function readMoment(text: string, now: number, end: 'first' | 'last'): Result<number> {
  const ago = parseDuration(text);
  if (ago !== undefined) return ok(now - ago);
  const time = shape.test(text) ? Date.parse(isoOf(text)) : Number.NaN;
  if (Number.isNaN(time)) {
    return err(
      problem('cli/not-a-time', `${JSON.stringify(text)} is no time.`, {
        hint: 'Give a day (2026-01-02), a moment in UTC (2026-01-02T03:04), or how long ago (7d, 2h)',
      }),
    );
  }
  return ok(text.length === 10 && end === 'last' ? time + day - 1 : time);
}

function isoOf(text: string): string {
  const moment = text.replace(' ', 'T');
  return moment.length === 10 || /(?:Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}Z`;
}
