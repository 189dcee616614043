import type { EventOf, SessionEvent } from '../../session/events.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { GoodPractice } from '../scenario/model.ts';

/** A moment of a session's log. */
export interface Moment {
  /** Where in the records. */
  readonly index: number;
  /** Milliseconds since 1970, by the log. Undefined: the log holds no time that can be read. */
  readonly at: number | undefined;
  /** What happened then, in a few words. */
  readonly what: string;
}

/** How a session went: the fault, and what was made of it. Undefined: it did not come to that. */
export interface Course {
  readonly began: Moment | undefined;
  /** From when on the fault could be seen. */
  readonly fault: Moment | undefined;
  readonly noticed: Moment | undefined;
  readonly decided: Moment | undefined;
  readonly wellAgain: Moment | undefined;
  readonly last: Moment | undefined;
}

/** Reads the course of a session from its log. For any records whatever it gives an answer. */
export function courseOf(records: readonly SessionRecord[], good: GoodPractice): Course {
  const began = moment(records, 0, 'began');
  const last = moment(records, records.length - 1, 'last record');
  const fault = faultOf(records, good);
  const noticed = fault && noticedAt(records, good, fault.index);
  const decided = noticed && decidedAt(records, noticed.index);
  const wellAgain = decided && wellAgainAt(records, good, decided.index);
  return { began, fault, noticed, decided, wellAgain, last };
}

/** Milliseconds between two moments; never less than none, though clocks are set. */
export function between(from: Moment | undefined, to: Moment | undefined): number | undefined {
  if (from?.at === undefined || to?.at === undefined) return undefined;
  return Math.max(0, to.at - from.at);
}

/** Where nothing is to be noticed, there is no fault. */
function faultOf(records: readonly SessionRecord[], good: GoodPractice): Moment | undefined {
  if (good.noticedBy === undefined) return undefined;
  const { since } = good;
  if (since === undefined) return moment(records, 0, 'the beginning');
  const index = records.findIndex(({ event }) => event.type === 'step.started' && event.step.id === since);
  return moment(records, index, `${since} started`);
}

function noticedAt(records: readonly SessionRecord[], good: GoodPractice, fault: number): Moment | undefined {
  const named = [...good.at, ...(good.noticedBy === undefined ? [] : [good.noticedBy])];
  // Before the release is out, other checks may fail for reasons of their own.
  const counts = (id: string): boolean => good.since !== undefined || named.includes(id);
  return firstAfter(records, fault - 1, (event) => {
    switch (event.type) {
      case 'step.finished':
        return isBad(event) && counts(event.step.id) ? `${event.step.id} ${event.result}` : undefined;
      case 'signoff':
        return event.decision === 'no' ? `${event.name} said no at ${event.step.id}` : undefined;
      case 'session.ended':
        return event.outcome === 'aborted' ? 'stopped by a person' : undefined;
      default:
        return undefined;
    }
  });
}

/** What an operator stopped has shown nothing. */
function isBad({ result, stopped }: EventOf<'step.finished'>): boolean {
  return result !== 'passed' && stopped !== 'operator';
}

/** The decision that counts is the one that leads away; where there is none, it is to try again or to go on. */
function decidedAt(records: readonly SessionRecord[], noticed: number): Moment | undefined {
  return (
    firstAfter(records, noticed - 1, (event) => {
      if (event.type === 'branch.entered') return `into ${event.branch}`;
      return event.type === 'session.ended' && isStop(event) ? 'stopped' : undefined;
    }) ??
    firstAfter(records, noticed, (event) => {
      if (event.type === 'step.continued') return `went on after ${event.step.id}`;
      if (event.type !== 'step.started' || event.step.attempt === 1) return undefined;
      return `${event.step.id} tried again`;
    })
  );
}

function isStop({ outcome }: EventOf<'session.ended'>): boolean {
  return outcome === 'aborted' || outcome === 'failed';
}

function wellAgainAt(
  records: readonly SessionRecord[],
  { wellAgainBy }: GoodPractice,
  decided: number,
): Moment | undefined {
  return firstAfter(records, decided, (event) => {
    if (wellAgainBy !== undefined) {
      const passed =
        event.type === 'step.finished' && event.step.id === wellAgainBy && event.result === 'passed';
      return passed ? `${wellAgainBy} passed` : undefined;
    }
    return event.type === 'session.ended' && !isStop(event) ? event.outcome : undefined;
  });
}

function firstAfter(
  records: readonly SessionRecord[],
  index: number,
  what: (event: SessionEvent) => string | undefined,
): Moment | undefined {
  for (let at = index + 1; at < records.length; at += 1) {
    const record = records[at];
    const said = record && what(record.event);
    if (said !== undefined) return moment(records, at, said);
  }
  return undefined;
}

function moment(records: readonly SessionRecord[], index: number, what: string): Moment | undefined {
  const record = records[index];
  if (record === undefined) return undefined;
  const at = Date.parse(record.envelope.time);
  return { index, at: Number.isNaN(at) ? undefined : at, what };
}
