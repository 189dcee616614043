import * as z from 'zod';
import { refusedBy, textLines, told } from '../announce/told.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { field, items, text as textOf } from '../manifest/json.ts';
import { askPagerDuty, system, writesAs } from './pagerduty/ask-pagerduty.ts';
import { dedupKey, incidentKey } from './pagerduty/events.ts';

const name = 'pagerduty.note';

const schema = z.strictObject({
  text: z.string().trim().min(1).max(25_000),
  key: incidentKey,
  /** E-mail address of a user. Left out: the value pagerduty-from of platform.yaml. */
  from: z.string().min(3).optional(),
});

/** Writes what was found and done beside the incident. */
export const pagerdutyNote = defineCheck({
  name,
  summary: 'Adds a note to the PagerDuty incident that this session has opened.',
  mode: 'act',
  beside: true,
  needs: [],
  schema,
  example: { text: 'Rolled back to v1.2.2; the error rate is normal again.' },
  describe: () => 'a note is added to the PagerDuty incident of this session',
  changes: ({ text }) => [
    'this note is added in PagerDuty; tried again after an answer that was lost, it may stand there twice:',
    ...textLines(text).map((line) => `  ${line}`),
  ],
  run: note,
});

async function note(args: z.infer<typeof schema>, context: RunContext): Promise<CheckResult> {
  const { text, key, from } = args;
  const writer = writesAs(name, from, context);
  if (writer.kind === 'unknown') return writer.result;
  // An incident is found by the key of its alerts too: https://developer.pagerduty.com/api-reference (List incidents).
  const wanted = encodeURIComponent(dedupKey(key, context));
  const path = `/incidents?incident_key=${wanted}&date_range=all`;
  const found = await askPagerDuty({ check: name, method: 'GET', path }, context);
  if (found.kind === 'unanswered') return found.result;
  const incidents = field(found.json, 'incidents');
  if (found.status !== 200 || !Array.isArray(incidents))
    return refusedBy(name, system, found, 'a list of incidents').result;
  const id = textOf(field(items(incidents)[0], 'id'));
  const row = { check: name, what: 'note in PagerDuty', where: found.where, expected: 'added' };
  if (id === undefined) {
    const next = 'It may take PagerDuty a moment to open the incident: wait, then run the step again';
    return told('fail', { ...row, observed: 'there is no incident of this session', next });
  }
  const answer = await askPagerDuty(
    {
      check: name,
      method: 'POST',
      path: `/incidents/${encodeURIComponent(id)}/notes`,
      headers: { From: writer.value },
      json: { note: { content: text } },
    },
    context,
  );
  if (answer.kind === 'unanswered') return answer.result;
  if (answer.status !== 200 && answer.status !== 201)
    return refusedBy(name, system, answer, 'HTTP 200 and the note').result;
  return told('pass', { ...row, observed: `added to ${id}`, details: textLines(text) });
}
