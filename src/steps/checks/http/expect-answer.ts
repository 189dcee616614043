import * as z from 'zod';
import { durationSchema, formatDuration } from '../../../runbook/values/duration.ts';
import type { Evidence } from '../../outcome.ts';
import type { HttpAnswer } from '../../ports/http.ts';
import { textAssertions } from '../assertions.ts';

export type Answer = Extract<HttpAnswer, { kind: 'answer' }>;

const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, { error: 'must be a status such as 200, or a class such as 2xx' }),
]);

/** A status, a class of them, or several of both; left out: `2xx`. */
const statusSchema = z.union([status, z.array(status).min(1)]).default('2xx');

type WantedStatus = z.infer<typeof statusSchema>;

/** What an answer is held against. */
export const answerExpectations = z.strictObject({
  status: statusSchema,
  contains: textAssertions.contains,
  'not-contains': textAssertions['not-contains'],
  matches: textAssertions.matches,
  json: textAssertions.json,
  'latency-below': durationSchema.optional(),
});

/** Which check asked, and whom. */
export interface Asked {
  readonly check: string;
  readonly where: string;
}

/** The status as a row of evidence. */
export function statusRow(asked: Asked, answer: Answer, wanted: WantedStatus): Evidence {
  const location = answer.headers['location'];
  const redirect = location === undefined ? '' : ` to ${location} (redirects are not followed)`;
  return {
    ...asked,
    result: [wanted].flat().some((each) => isStatus(answer.status, each)) ? 'pass' : 'fail',
    what: 'status',
    expected: statusText(wanted),
    observed: `${answer.status}${redirect}`,
  };
}

function isStatus(observed: number, wanted: z.infer<typeof status>): boolean {
  return typeof wanted === 'number' ? observed === wanted : String(observed).startsWith(wanted.slice(0, 1));
}

/** `200 or 3xx`. */
export function statusText(wanted: WantedStatus): string {
  return [wanted].flat().join(' or ');
}

/** The time to the answer as a row of evidence; none where nothing is asked of it. `below` in milliseconds. */
export function latencyRow(asked: Asked, answer: Answer, below: number | undefined): readonly Evidence[] {
  if (below === undefined) return [];
  return [
    {
      ...asked,
      result: answer.milliseconds < below ? 'pass' : 'fail',
      what: 'time to the answer',
      expected: `below ${formatDuration(below)}`,
      observed: `${Math.round(answer.milliseconds)} ms`,
    },
  ];
}
