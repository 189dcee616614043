import * as z from 'zod';
import { formatDuration, durationSchema } from '../../../runbook/values/duration.ts';
import { field, text } from '../../manifest/json.ts';
import type { HoldContext, PreviewContext } from '../../context.ts';
import { namedValue } from '../../announce/named-value.ts';
import type { Opened, OpenedDefinition } from '../../announce/opened.ts';
import { isMarked, sessionMark } from '../../announce/session-mark.ts';
import { type Asked, given, refusedBy } from '../../announce/told.ts';
import { askPagerDuty, system, writesAs } from './ask-pagerduty.ts';

const check = 'pagerduty.maintenance';

const name = z
  .string()
  .regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name such as deployment')
  .default('deployment');

/** Of both actions: which of this session’s windows. */
export const windowSchema = z.strictObject({ name });

export const maintenanceSchema = windowSchema.extend({
  /** What people read who look at the service. */
  text: z.string().trim().min(1),
  /** For how long it outlives a session that died; its end is put off while the session lives. */
  duration: durationSchema
    .refine((ms) => ms >= 300_000 && ms <= 86_400_000, 'must be from 5m to 24h')
    .default(3_600_000),
  /** Ids of services, with commas between them. Left out: the value pagerduty-service of platform.yaml. */
  service: z.string().min(1).optional(),
  /** E-mail address of a user. Left out: the value pagerduty-from of platform.yaml. */
  from: z.string().min(3).optional(),
});

export type WindowArgs = z.infer<typeof windowSchema>;
export type MaintenanceArgs = z.infer<typeof maintenanceSchema>;

/** How many times within its duration a window's end is put off. */
const share = 4;

/** A maintenance window as PagerDuty keeps it: https://developer.pagerduty.com/api-reference (Maintenance Windows). */
export const maintenanceWindows: OpenedDefinition<WindowArgs | MaintenanceArgs> = {
  check,
  sets: 'maintenance-window',
  key: (args) => `PagerDuty maintenance ${args.name}`,
  what: (_args, context) => `the PagerDuty maintenance window of ${context.environment.name}`,
  renewEvery: (args) => lengthOf(args) / share,
  byHand: () =>
    'End the window by hand: PagerDuty, Services, Maintenance windows, End now. It ends by itself at its end',
  find,
  open,
  keep,
  close,
};

export function lengthText(args: MaintenanceArgs): string {
  return formatDuration(args.duration);
}

/** Ids of the services whose alerts are held back. */
export function servicesText(args: MaintenanceArgs, context: PreviewContext): string {
  return (
    args.service ?? context.environment.values['pagerduty-service'] ?? 'a service that platform.yaml lacks'
  );
}

function lengthOf(args: WindowArgs | MaintenanceArgs): number {
  return 'duration' in args ? args.duration : 3_600_000;
}

function mark(args: WindowArgs, context: PreviewContext): string {
  return `${sessionMark(context)} ${args.name}`;
}

/** Windows per page, and pages that are looked at: far more than an account has open. */
const page = 100;
const pages = 20;

async function find(args: WindowArgs, context: HoldContext): Promise<Asked<Opened | undefined>> {
  for (let at = 0; at < pages; at += 1) {
    const path = `/maintenance_windows?filter=open&limit=${String(page)}&offset=${String(at * page)}`;
    const answer = await askPagerDuty({ check, method: 'GET', path }, context);
    if (answer.kind === 'unanswered') return answer;
    const windows = field(answer.json, 'maintenance_windows');
    if (answer.status !== 200 || !Array.isArray(windows))
      return refusedBy(check, system, answer, 'a list of maintenance windows');
    const own: unknown = windows.find((each: unknown) => isOwn(each, args, context));
    if (own !== undefined) return given(openedOf(own));
    if (field(answer.json, 'more') !== true) return given(undefined);
  }
  return given(undefined);
}

function isOwn(window: unknown, args: WindowArgs, context: PreviewContext): boolean {
  const description = text(field(window, 'description'));
  return isMarked(description, context) && description?.includes(`${mark(args, context)},`) === true;
}

function openedOf(window: unknown): Opened | undefined {
  const [id, from, until] = ['id', 'start_time', 'end_time'].map((key) => text(field(window, key)));
  if (id === undefined || from === undefined) return undefined;
  return { id, from, ...(until === undefined ? {} : { until }) };
}

async function open(args: WindowArgs | MaintenanceArgs, context: HoldContext): Promise<Asked<Opened>> {
  const now = new Date(context.ports.clock.now()).toISOString();
  return write(args, { method: 'POST', path: '/maintenance_windows', from: now, expected: 201 }, context);
}

async function keep(
  args: WindowArgs | MaintenanceArgs,
  { id, from }: Opened,
  context: HoldContext,
): Promise<Asked<Opened>> {
  const path = `/maintenance_windows/${encodeURIComponent(id)}`;
  return write(args, { method: 'PUT', path, from, expected: 200 }, context);
}

async function write(
  args: WindowArgs | MaintenanceArgs,
  asked: {
    readonly method: 'POST' | 'PUT';
    readonly path: string;
    readonly from: string;
    readonly expected: number;
  },
  context: HoldContext,
): Promise<Asked<Opened>> {
  const { service, from, text: words = '' }: Partial<MaintenanceArgs> = args;
  const means = 'id of the service, such as PABC123; several with commas';
  const services = namedValue(check, { name: 'pagerduty-service', given: service, means }, context);
  if (services.kind === 'unknown') return { kind: 'unanswered', result: services.result };
  const writer = writesAs(check, from, context);
  if (writer.kind === 'unknown') return { kind: 'unanswered', result: writer.result };
  const answer = await askPagerDuty(
    {
      check,
      method: asked.method,
      path: asked.path,
      headers: { From: writer.value },
      json: {
        maintenance_window: {
          type: 'maintenance_window',
          start_time: asked.from,
          end_time: new Date(context.ports.clock.now() + lengthOf(args)).toISOString(),
          description: `${words} (${mark(args, context)}, ${context.operator})`,
          services: services.value.split(',').map((id) => ({ id: id.trim(), type: 'service_reference' })),
        },
      },
    },
    context,
  );
  if (answer.kind === 'unanswered') return answer;
  const opened = openedOf(field(answer.json, 'maintenance_window'));
  if (answer.status === asked.expected && opened !== undefined) return given(opened);
  return refusedBy(check, system, answer, `HTTP ${String(asked.expected)} and the window`);
}

/** Ends one that is on, and deletes one that has not begun: both by DELETE. One that has ended is refused with 405. */
async function close(_args: WindowArgs, { id }: Opened, context: HoldContext): Promise<Asked<string>> {
  const path = `/maintenance_windows/${encodeURIComponent(id)}`;
  const answer = await askPagerDuty({ check, method: 'DELETE', path }, context);
  if (answer.kind === 'unanswered') return answer;
  if (answer.status === 204 || answer.status === 200) return given(`${id} is ended`);
  if (answer.status === 404 || answer.status === 405) return given(`${id} had ended already`);
  return refusedBy(check, system, answer, 'HTTP 204');
}
