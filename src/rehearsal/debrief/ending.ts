import type { SessionEvent } from '../../session/events.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { Ending } from '../scenario/model.ts';

/** How a session really ended. */
export interface RealEnding {
  /** `went-on`: to the end, past a failure. `open`: it has not ended. */
  readonly ended: Ending | 'went-on' | 'open';
  /** The step at which it was stopped or left for the rollback. */
  readonly at: string | undefined;
}

/** Reads from the log how the session ended, and where. */
export function endingOf(records: readonly SessionRecord[]): RealEnding {
  const index = records.findLastIndex(({ event }) => event.type === 'session.ended');
  const end = records[index]?.event;
  const branch = records.map(({ event }) => event).find((event) => event.type === 'branch.entered');
  if (end?.type !== 'session.ended') return { ended: 'open', at: branch?.from };
  switch (end.outcome) {
    case 'completed':
      return { ended: 'completed', at: undefined };
    case 'rolled-back':
      return { ended: 'rolled-back', at: branch?.from };
    case 'aborted':
    case 'failed': {
      const at = branch?.from ?? lastStep(records.slice(0, index));
      return wentOn(records, end.outcome) ? { ended: 'went-on', at } : { ended: 'stopped', at };
    }
  }
}

/** A walk that comes to its last step after a failure was passed over counts as failed too. */
function wentOn(records: readonly SessionRecord[], outcome: 'aborted' | 'failed'): boolean {
  return outcome === 'failed' && records.some(({ event }) => event.type === 'step.continued');
}

function lastStep(records: readonly SessionRecord[]): string | undefined {
  return records.map(({ event }) => stepOf(event)).findLast((id) => id !== undefined);
}

/** The step that an event is of. */
export function stepOf(event: SessionEvent): string | undefined {
  switch (event.type) {
    case 'step.started':
    case 'step.spawned':
    case 'step.finished':
    case 'step.resolved':
    case 'step.continued':
    case 'step.answered':
    case 'signoff':
      return event.step.id;
    case 'step.skipped':
      return event.id;
    default:
      return undefined;
  }
}
