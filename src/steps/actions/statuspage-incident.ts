import * as z from 'zod';
import { refusedBy, textLines, told } from '../announce/told.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { field, text as textOf } from '../manifest/json.ts';
import { askStatuspage, componentStates, findOwn, metadataOf, system } from './statuspage/ask-statuspage.ts';

const name = 'statuspage.incident';

const schema = z.strictObject({
  status: z.enum(['investigating', 'identified', 'monitoring', 'resolved']),
  /** Its headline. An update that gives none leaves it as it is. */
  name: z.string().trim().min(1).max(200).optional(),
  /** What visitors of the page read. */
  text: z.string().trim().min(1).max(25_000),
  impact: z.enum(['none', 'minor', 'major', 'critical']).optional(),
  /** Ids of components of the page, and the state that they are shown in. */
  components: z.array(z.string().min(1)).default([]),
  'component-state': z
    .enum(['operational', 'degraded_performance', 'partial_outage', 'major_outage'])
    .optional(),
  /** False: the page changes, and its subscribers get no message. */
  notify: z.boolean().default(true),
});

type Args = z.infer<typeof schema>;

/** Tells visitors of the status page about an incident: the first opens it, the next ones go on with it. */
export const statuspageIncident = defineCheck({
  name,
  summary: 'Opens this session’s incident on the status page, and updates it from then on.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: ['status-page-incident'],
  schema,
  example: { status: 'investigating', name: 'Errors on login', text: 'We look into it.' },
  describe: ({ status }) => `the status page says “${status}”`,
  changes: (args) => [
    `visitors of the status page${args.notify ? ', and its subscribers by message,' : ''} read:`,
    ...(args.name === undefined ? [] : [`  ${args.name}`]),
    ...textLines(args.text).map((line) => `  ${line}`),
  ],
  run: tell,
});

async function tell(args: Args, context: RunContext): Promise<CheckResult> {
  const found = await findOwn(name, 'incident', context);
  if (found.kind === 'unanswered') return found.result;
  const id = textOf(field(found.value, 'id'));
  const incident = {
    ...(args.name === undefined && id !== undefined ? {} : { name: args.name ?? 'Incident' }),
    status: args.status,
    body: args.text,
    deliver_notifications: args.notify,
    ...(args.impact === undefined ? {} : { impact_override: args.impact }),
    ...componentStates(args.components, stateOf(args)),
    ...(id === undefined ? { metadata: metadataOf('incident', context) } : {}),
  };
  const answer = await askStatuspage(
    id === undefined
      ? { check: name, method: 'POST', path: '', json: { incident } }
      : { check: name, method: 'PATCH', path: `/${encodeURIComponent(id)}`, json: { incident } },
    context,
  );
  if (answer.kind === 'unanswered') return answer.result;
  const now = textOf(field(answer.json, 'id'));
  const wanted = id === undefined ? 201 : 200;
  if (answer.status !== wanted || now === undefined)
    return refusedBy(name, system, answer, `HTTP ${String(wanted)} and the incident`).result;
  const row = {
    check: name,
    what: 'status page',
    where: answer.where,
    expected: args.status,
    observed: `${now} ${id === undefined ? 'opened' : 'updated'}: ${args.status}`,
    details: textLines(args.text),
  };
  return { ...told('pass', row), values: { 'status-page-incident': now } };
}

function stateOf(args: Args): string {
  return args['component-state'] ?? (args.status === 'resolved' ? 'operational' : 'degraded_performance');
}
