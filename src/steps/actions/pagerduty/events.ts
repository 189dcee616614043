import * as z from 'zod';
import { askApi, namedSecret } from '../../api/ask-api.ts';
import { sessionOf } from '../../announce/session-mark.ts';
import { refusedBy, told } from '../../announce/told.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import type { HoldContext, PreviewContext } from '../../context.ts';
import { field, text } from '../../manifest/json.ts';

const timeout = 10_000;

/** Of all actions on the one incident of a session: which, where a session has several. */
export const incidentKey = z
  .string()
  .regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name such as deployment')
  .default('incident');

/**
 * By this key PagerDuty takes a second event for the same incident (https://developer.pagerduty.com/docs/events-api-v2),
 * so that a retry opens no second one. At most 255 characters.
 */
export function dedupKey(key: string, context: Pick<PreviewContext, 'values'>): string {
  return `teei-runbook/${sessionOf(context)}/${key}`.slice(0, 255);
}

/** An event as the Events API v2 takes it, without the routing key. */
export type PagerDutyEvent = Readonly<Record<string, unknown>> & {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
};

/** Sends an event, and judges the answer: only 202 with the status `success` is one. */
export async function sendEvent(
  check: string,
  event: PagerDutyEvent,
  details: readonly string[],
  context: HoldContext,
): Promise<CheckResult> {
  const secret = namedSecret(check, 'pagerduty-routing-key', context);
  if (secret.kind === 'unknown') return secret.result;
  const answer = await askApi(
    {
      check,
      endpoint: 'pagerduty-events',
      system: 'PagerDuty',
      method: 'POST',
      path: '/v2/enqueue',
      json: { routing_key: secret.value, ...event },
      timeout,
    },
    context,
  );
  if (answer.kind === 'unanswered') return answer.result;
  const expected = 'HTTP 202, status success';
  if (answer.status !== 202 || text(field(answer.json, 'status')) !== 'success') {
    return refusedBy(check, 'PagerDuty', answer, expected).result;
  }
  const key = text(field(answer.json, 'dedup_key')) ?? event.dedup_key;
  const observed = `${done[event.event_action]}, key ${key}`;
  const row = { check, what: 'PagerDuty', where: answer.where, expected, observed, details };
  return { ...told('pass', row), values: { 'pagerduty-incident': key } };
}

const done = {
  trigger: 'incident opened',
  acknowledge: 'incident acknowledged',
  resolve: 'incident resolved',
} as const satisfies Record<PagerDutyEvent['event_action'], string>;
