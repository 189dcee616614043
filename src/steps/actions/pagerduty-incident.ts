import * as z from 'zod';
import { textLines } from '../announce/told.ts';
import { sessionOf } from '../announce/session-mark.ts';
import { defineCheck } from '../checks/define-check.ts';
import { dedupKey, incidentKey, sendEvent } from './pagerduty/events.ts';

const name = 'pagerduty.incident';

/** The summary of an event has at most 1024 characters: https://developer.pagerduty.com/docs/send-alert-event */
const longest = 1024;

const schema = z.strictObject({
  /** What has happened, in one line: people are woken up by it. */
  text: z.string().trim().min(1).max(longest),
  /** What there is to say more. */
  details: z.string().default(''),
  severity: z.enum(['critical', 'error', 'warning', 'info']).default('critical'),
  key: incidentKey,
  /** Shown with the incident: what people call it, and its address. */
  links: z.record(z.string().min(1), z.url({ protocol: /^https?$/ })).default({}),
});

/** Calls the people on call, once. */
export const pagerdutyIncident = defineCheck({
  name,
  summary: 'Opens an incident in PagerDuty by its Events API; tried again it stays the same incident.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: ['pagerduty-incident'],
  schema,
  example: { text: 'The deployment of v1.2.3 has failed', severity: 'critical' },
  describe: ({ severity }) =>
    `a PagerDuty incident is opened, severity ${severity}: who is on call is called`,
  changes: ({ text, details }) => [
    'this is sent to PagerDuty; tried again, it stays the same incident:',
    ...[...textLines(text), ...(details === '' ? [] : textLines(details))].map((line) => `  ${line}`),
  ],
  run: ({ text, details, severity, key, links }, context) => {
    const { name: source, namespace } = context.environment;
    const session = sessionOf(context);
    const payload = {
      summary: text,
      source: `${source}/${namespace}`,
      severity,
      component: namespace,
      custom_details: { ...(details === '' ? {} : { details }), session, operator: context.operator },
    };
    return sendEvent(
      name,
      {
        event_action: 'trigger',
        dedup_key: dedupKey(key, context),
        client: 'teei-runbook',
        payload,
        links: Object.entries(links).map(([label, href]) => ({ href, text: label })),
      },
      [...textLines(text), ...(details === '' ? [] : textLines(details))],
      context,
    );
  },
});
