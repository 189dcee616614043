import type { EventOf, SessionEvent } from '../../../src/session/events.ts';
import type { SessionRecord } from '../../../src/session/record.ts';
import { eventful, recordsOf } from '../../cli/write-session.ts';

/** Events of a rehearsal in few words; `at`: seconds after the beginning. */
export type Told = readonly [at: number, event: SessionEvent];

const digest = '0'.repeat(64);

export function starts(id: string, attempt = 1): SessionEvent {
  return {
    type: 'step.started',
    step: { id, attempt },
    kind: 'verify',
    effect: 'read',
    cwd: '/',
    inputs: [],
  };
}

export function finishes(
  id: string,
  result: 'passed' | 'failed' | 'inconclusive' | 'error',
  attempt = 1,
): EventOf<'step.finished'> {
  const rest = { evidence: [], milliseconds: 1, files: [], captures: {}, secret_captures: [] };
  return { type: 'step.finished', step: { id, attempt }, result, summary: result, ...rest };
}

export function ticks(id: string, decision: 'yes' | 'no', check?: 'pass' | 'fail'): SessionEvent {
  const found = { check: 'c', what: 'w', expected: 'e', observed: 'o' };
  return {
    type: 'signoff',
    step: { id, attempt: 1 },
    kind: 'attest',
    decision,
    name: 'olga',
    shown: digest,
    evidence: check === undefined ? [] : [{ ...found, result: check }],
    settles: true,
  };
}

export function skips(id: string, reason = 'no time'): SessionEvent {
  return { type: 'step.skipped', id, cause: 'person', reason };
}

export function rollsBack(from: string): SessionEvent {
  return { type: 'branch.entered', branch: 'rollback', from, reason: 'it failed' };
}

export function ends(outcome: 'completed' | 'failed' | 'rolled-back' | 'aborted'): SessionEvent {
  return { type: 'session.ended', outcome };
}

/** The records of a session in which this happened after its start. */
export function story(...told: readonly Told[]): readonly SessionRecord[] {
  const [began] = eventful;
  if (began === undefined) throw new Error('there is no beginning');
  return recordsOf(
    '20260102-030405-deploy-0a1b',
    [began, ...told.map(([, event]) => event)],
    [0, ...told.map(([at]) => at)],
  );
}
