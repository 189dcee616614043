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
export function debriefOf(records: readonly SessionRecord[], { title, good }: Scenario): Debrief {
  const course = courseOf(records, good);
  return {
    title,
    times: timesOf(course),
    findings: findingsOf(records, good, course),
    told: good.told,
  };
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
