import { unreachable } from '../../problem/problem.ts';
import { durationText } from '../text/table/duration.ts';
import type { OutputHeading } from './screen-options.ts';

/** What the log says of the end of an attempt. */
interface Finished {
  readonly result: 'passed' | 'failed' | 'error' | 'inconclusive';
  readonly exit_code?: number | undefined;
  readonly signal?: string | undefined;
  readonly milliseconds: number;
}

/** How an attempt ended, as the header of its output says it: `exit 1 after 3s`. */
export function standingOf({
  result,
  exit_code,
  signal,
  milliseconds,
}: Finished): Pick<OutputHeading, 'standing' | 'tone'> {
  const how = exit_code === undefined ? (signal ?? result) : `exit ${exit_code}`;
  const standing = `${how} after ${durationText(milliseconds)}`;
  switch (result) {
    case 'passed':
      return { standing, tone: 'good' };
    case 'failed':
    case 'error':
      return { standing, tone: 'bad' };
    case 'inconclusive':
      return { standing, tone: 'warning' };
    default:
      return unreachable(result);
  }
}
