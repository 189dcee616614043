import * as z from 'zod';
import { durationSchema } from '../../../runbook/values/duration.ts';
import type { Opened, OpenedDefinition } from '../../announce/opened.ts';
import { type Asked, given, refusedBy } from '../../announce/told.ts';
import type { HoldContext } from '../../context.ts';
import { field, text } from '../../manifest/json.ts';
import { askStatuspage, componentStates, findOwn, metadataOf, system } from './ask-statuspage.ts';

const check = 'statuspage.maintenance';

export const maintenanceSchema = z.strictObject({
  /** Its headline. */
  name: z.string().trim().min(1).max(200).default('Maintenance Scheduled'),
  /** What visitors of the page read. */
  text: z.string().trim().min(1).max(25_000),
  /** What they read when it is over. */
  'text-after': z.string().trim().min(1).max(25_000).default('The maintenance is completed.'),
  /** How long it is announced to take; put off while the session lives. */
  duration: durationSchema
    .refine((ms) => ms >= 300_000 && ms <= 86_400_000, 'must be from 5m to 24h')
    .default(7_200_000),
  /** Ids of components of the page that are shown as under maintenance meanwhile. */
  components: z.array(z.string().min(1)).default([]),
  /** False: the page changes, and its subscribers get no message. */
  notify: z.boolean().default(true),
});

export type MaintenanceArgs = z.infer<typeof maintenanceSchema>;

/** How many times within its duration its end is put off. */
const share = 4;

/** A maintenance on the status page: an incident with the times from when until when. */
export const pageMaintenance: OpenedDefinition<MaintenanceArgs> = {
  check,
  sets: 'status-page-maintenance',
  key: () => 'status page maintenance',
  what: (_args, context) => `the maintenance on the status page of ${context.environment.name}`,
  renewEvery: ({ duration }) => duration / share,
  byHand: () => 'Complete the maintenance by hand: Statuspage, Incidents, Maintenances, Update, Completed',
  find,
  open,
  keep,
  close,
};

async function find(_args: MaintenanceArgs, context: HoldContext): Promise<Asked<Opened | undefined>> {
  const found = await findOwn(check, 'maintenance', context);
  if (found.kind === 'unanswered') return found;
  const over = text(field(found.value, 'status')) === 'completed';
  return given(over ? undefined : openedOf(found.value));
}

function openedOf(incident: unknown): Opened | undefined {
  const [id, from, until] = ['id', 'scheduled_for', 'scheduled_until'].map((key) =>
    text(field(incident, key)),
  );
  return id === undefined ? undefined : { id, from: from ?? '', ...(until === undefined ? {} : { until }) };
}

async function open(args: MaintenanceArgs, context: HoldContext): Promise<Asked<Opened>> {
  const now = context.ports.clock.now();
  const incident = {
    name: args.name,
    status: 'in_progress',
    body: args.text,
    scheduled_for: new Date(now).toISOString(),
    scheduled_until: new Date(now + args.duration).toISOString(),
    // What a dead session can't complete ends by itself.
    scheduled_auto_completed: true,
    deliver_notifications: args.notify,
    metadata: metadataOf('maintenance', context),
    ...componentStates(args.components, 'under_maintenance'),
  };
  const answer = await askStatuspage({ check, method: 'POST', path: '', json: { incident } }, context);
  if (answer.kind === 'unanswered') return answer;
  const opened = openedOf(answer.json);
  if (answer.status === 201 && opened !== undefined) return given(opened);
  return refusedBy(check, system, answer, 'HTTP 201 and the maintenance');
}

async function keep(args: MaintenanceArgs, own: Opened, context: HoldContext): Promise<Asked<Opened>> {
  const scheduled_until = new Date(context.ports.clock.now() + args.duration).toISOString();
  const answer = await patch(own, { scheduled_until, deliver_notifications: false }, context);
  if (answer.kind === 'unanswered') return answer;
  return given({ ...own, until: scheduled_until });
}

async function close(args: MaintenanceArgs, own: Opened, context: HoldContext): Promise<Asked<string>> {
  const completed = {
    status: 'completed',
    body: args['text-after'],
    deliver_notifications: args.notify,
    ...componentStates(args.components, 'operational'),
  };
  const answer = await patch(own, completed, context);
  return answer.kind === 'unanswered' ? answer : given(`${own.id} is completed`);
}

async function patch(
  { id }: Opened,
  incident: Readonly<Record<string, unknown>>,
  context: HoldContext,
): Promise<Asked<void>> {
  const path = `/${encodeURIComponent(id)}`;
  const answer = await askStatuspage({ check, method: 'PATCH', path, json: { incident } }, context);
  if (answer.kind === 'unanswered') return answer;
  return answer.status === 200 ? given(undefined) : refusedBy(check, system, answer, 'HTTP 200');
}
