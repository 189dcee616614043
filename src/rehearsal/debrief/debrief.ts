import type { SessionRecord } from '../../session/record.ts';
import type { Scenario } from '../scenario/model.ts';
import { between, type Course, courseOf, type Moment } from './course.ts';
import { durationText, type Finding, findingsOf } from './findings.ts';

/** What a crew learns from a rehearsal: how long it took, and what was done in another way than expected. */
export interface Debrief {
  readonly title: string;
  /** Label and what is said of it: noticed, decided and well again after how long, by the log. */
  readonly times: readonly (readonly [label: string, text: string])[];
  readonly findings: readonly Finding[];
  /** What a good operator does, in prose. */
  readonly told: string;
}

/** Compares a session's log with its scenario. For any records whatever it gives a debrief. */
export function debriefOf(records: readonly SessionRecord[], scenario: Scenario): Debrief {
  const { title, good, runbook } = scenario;
  const course = courseOf(records, good);
  const walked = walkedRunbook(records);
  if (walked !== undefined && walked !== runbook) {
    const text = `The scenario is for ${runbook}, and ${walked} was walked: what is told below is for that one, and nothing is judged by it.`;
    const whole = between(course.began, course.last);
    const times = whole === undefined ? [] : ([['in all', durationText(whole)]] as const);
    return { title, times, findings: [{ tone: 'note', text }], told: good.told };
  }
  return {
    title,
    times: timesOf(course),
    findings: findingsOf(records, good, course),
    told: good.told,
  };
}

function walkedRunbook(records: readonly SessionRecord[]): string | undefined {
  const first = records.map(({ event }) => event).find((event) => event.type === 'session.started');
  return first?.runbook.id;
}

function timesOf({ began, fault, noticed, decided, wellAgain, last }: Course): Debrief['times'] {
  const lines = [
    told('noticed after', fault, noticed),
    told('decided after', noticed, decided),
    told('well again after', decided, wellAgain),
  ].flat();
  const whole = between(began, last);
  return whole === undefined ? lines : [...lines, ['in all', durationText(whole)]];
}

function told(label: string, from: Moment | undefined, to: Moment | undefined): Debrief['times'] {
  const milliseconds = between(from, to);
  if (milliseconds === undefined || to === undefined) return [];
  return [[label, `${durationText(milliseconds)} (${to.what})`]];
}
