import type { StepState } from '../../../../session/state.ts';
import { statusDetail } from '../../../describe/status.ts';
import type { StepTrail } from '../trail.ts';
import { clockTime } from './times.ts';

/** What a step on one line says of its result, and of the person who decided it. Empty: there is nothing to say. */
export function foldedDetail(step: StepState, told: StepTrail): string {
  const { status } = step;
  const detail = statusDetail(step);
  switch (status.status) {
    case 'interrupted':
      return `started at ${clockTime(status.since)}, nobody has said how it ended`;
    case 'skipped':
      return status.cause === 'person' ? withPerson(detail, told.skipped?.by) : detail;
    case 'passed':
      return status.by === 'person' ? withPerson(detail, told.resolutions.at(-1)?.by) : detail;
    case 'answered':
      return told.answered?.cause === 'person' ? `${detail}, by ${told.answered.by}` : detail;
    case 'signed':
    case 'failed':
    case 'continued':
    case 'inconclusive':
    case 'looked':
    case 'pending':
    case 'running':
      return detail;
  }
}

/** Who it was comes before a reason, which may be long and is cut at its end. */
function withPerson(detail: string, person: string | undefined): string {
  if (person === undefined) return detail;
  return detail === '' ? `by ${person}` : `by ${person}: ${detail}`;
}
