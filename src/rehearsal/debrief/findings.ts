import { formatDuration } from '../../runbook/values/duration.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { Ending, GoodPractice } from '../scenario/model.ts';
import { between, type Course } from './course.ts';
import { endingOf, type RealEnding, stepOf } from './ending.ts';

/** One thing that was as a good operator does it, or was not; or that is only worth knowing. */
export interface Finding {
  readonly tone: 'good' | 'otherwise' | 'note';
  readonly text: string;
}

/** Compares what was done with what a good operator does. */
export function findingsOf(
  records: readonly SessionRecord[],
  good: GoodPractice,
  course: Course,
): readonly Finding[] {
  return [
    ...judgeEnd(records, good),
    ...judgeNotice(records, good, course),
    ...judgeTime(good, course, endingOf(records)),
    ...judgeSkips(records, good),
    ...judgeTicks(records),
    ...judgeContinued(records),
    ...judgeRetries(records, good, course),
  ];
}

const endingNames: Readonly<Record<Ending, string>> = {
  completed: 'completed',
  stopped: 'stopped',
  'rolled-back': 'rolled back',
};

function judgeEnd(records: readonly SessionRecord[], good: GoodPractice): readonly Finding[] {
  const { ended, at } = endingOf(records);
  const wanted = good.ends.map((end) => endingNames[end]).join(' or ');
  const places = good.at.length === 0 ? '' : ` at ${good.at.join(' or ')}`;
  if (ended === 'open') return [note(`It has not ended. A good end is: ${wanted}${places}.`)];
  if (ended === 'went-on') {
    return [otherwise(`It went on after a failure, to the last step. A good end is: ${wanted}${places}.`)];
  }
  const here = at === undefined ? '' : ` at ${at}`;
  if (!good.ends.includes(ended)) {
    return [otherwise(`It was ${endingNames[ended]}${here}. A good end is: ${wanted}${places}.`)];
  }
  if (ended !== 'completed' && !isInPlace(records, good, at))
    return [otherwise(`It was ${endingNames[ended]}${here}; expected${places}.`)];
  return [well(`It was ${endingNames[ended]}${here}, as it should be.`)];
}

/**
 * Where it was stopped or left is right at a step that is named; where the fault is there from the beginning, before
 * them too: who stops at a tick leaves no record of that step.
 */
function isInPlace(records: readonly SessionRecord[], good: GoodPractice, at: string | undefined): boolean {
  if (good.at.length === 0 || (at !== undefined && good.at.includes(at))) return true;
  const passed = records.some(({ event }) => good.at.includes(stepOf(event) ?? '') && isPassing(event));
  return good.since === undefined && !passed;
}

/** Too late is what came after the last step that had to notice was passed over. */
function judgeNotice(
  records: readonly SessionRecord[],
  { noticedBy }: GoodPractice,
  { fault, noticed }: Course,
): readonly Finding[] {
  if (noticedBy === undefined || fault === undefined) return [];
  const until = noticed?.index ?? records.length;
  const passed = records
    .slice(fault.index, until)
    .find(({ event }) => stepOf(event) === noticedBy && isPassing(event));
  if (passed === undefined) return noticed === undefined ? [] : [well('The fault was noticed in time.')];
  const how = passed.event.type === 'step.skipped' ? 'was skipped' : 'was passed';
  if (noticed === undefined) return [otherwise(`The fault was not noticed: ${noticedBy} ${how}.`)];
  return [otherwise(`The fault was noticed late: ${noticedBy} ${how} before.`)];
}

/** True where the event settles its step as if all were well. */
function isPassing(event: SessionRecord['event']): boolean {
  switch (event.type) {
    case 'step.finished':
      return event.result === 'passed' && event.offered !== true;
    case 'signoff':
      return event.decision === 'yes' && event.settles;
    case 'step.skipped':
    case 'step.continued':
      return true;
    default:
      return false;
  }
}

function judgeTime(
  { within }: GoodPractice,
  { began, fault, last }: Course,
  { ended }: RealEnding,
): readonly Finding[] {
  const took = between(fault ?? began, last);
  if (within === undefined || took === undefined || ended === 'open') return [];
  const from = fault === undefined ? 'It took' : 'From the fault to the end it took';
  const text = `${from} ${durationText(took)}; ${durationText(within)} is enough.`;
  return took <= within ? [well(text)] : [otherwise(text)];
}

function judgeSkips(records: readonly SessionRecord[], { neverSkip }: GoodPractice): readonly Finding[] {
  const skips = records.flatMap(({ event }, index) =>
    event.type === 'step.skipped' && (event.cause === 'person' || event.cause === 'from')
      ? [{ id: event.id, reason: event.reason, index }]
      : [],
  );
  // Who comes back to a step and does it has not skipped it.
  const kept = skips.filter(
    ({ id, index }) =>
      !records.slice(index + 1).some(({ event }) => stepOf(event) === id && event.type !== 'step.skipped'),
  );
  const findings = kept.map(({ id, reason }) =>
    neverSkip.includes(id)
      ? otherwise(`${id} was skipped (${reason}), and should never be.`)
      : note(`${id} was skipped: ${reason}.`),
  );
  const none = neverSkip.length > 0 && kept.length === 0 && records.length > 0;
  return none ? [well('Nothing was skipped.')] : findings;
}

function judgeTicks(records: readonly SessionRecord[]): readonly Finding[] {
  return records.flatMap(({ event }) => {
    if (event.type !== 'signoff' || event.kind !== 'attest' || event.decision === 'no') return [];
    const failed = event.evidence.some(({ result }) => result === 'fail' || result === 'error');
    return failed ? [otherwise(`${event.step.id} was ticked although its check had not passed.`)] : [];
  });
}

function judgeContinued(records: readonly SessionRecord[]): readonly Finding[] {
  return records.flatMap(({ event }) =>
    event.type === 'step.continued' && event.cause === 'person'
      ? [otherwise(`After the failure of ${event.step.id} the session went on: ${event.reason}.`)]
      : [],
  );
}

/** Where the best end is another way, trying again only costs time. */
function judgeRetries(
  records: readonly SessionRecord[],
  { ends }: GoodPractice,
  { noticed, decided }: Course,
): readonly Finding[] {
  if (ends[0] === 'completed' || noticed === undefined) return [];
  const retries = records
    .slice(noticed.index, decided?.index ?? records.length)
    .filter(({ event }) => event.type === 'step.started' && event.step.attempt > 1);
  if (retries.length === 0) return [];
  const steps = [...new Set(retries.map(({ event }) => stepOf(event) ?? ''))].join(', ');
  return [note(`Tried again before deciding: ${steps} (${String(retries.length)} in all).`)];
}

/** In whole seconds: `1m30s`. */
export function durationText(milliseconds: number): string {
  return formatDuration(Math.round(milliseconds / 1000) * 1000);
}

function well(text: string): Finding {
  return { tone: 'good', text };
}

function otherwise(text: string): Finding {
  return { tone: 'otherwise', text };
}

function note(text: string): Finding {
  return { tone: 'note', text };
}
