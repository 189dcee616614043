import * as z from 'zod';
import { durationSchema } from '../../../runbook/values/duration.ts';
import { type ApiAnswer, type ApiRequest, askApi } from '../../api/ask-api.ts';
import type { Opened, OpenedDefinition } from '../../announce/opened.ts';
import { isMarked, sessionMark } from '../../announce/session-mark.ts';
import { type Asked, given, refusedBy } from '../../announce/told.ts';
import type { HoldContext, PreviewContext } from '../../context.ts';
import { field, items, text } from '../../manifest/json.ts';

const check = 'silence.create';
export const system = 'Alertmanager';

/** Milliseconds that an answer may take. */
const timeout = 10_000;

/** A name that Prometheus takes for a label. */
const labelName = z.string().regex(/^[a-zA-Z_]\w*$/, 'must be the name of a label, such as alertname');

export const silenceSchema = z.strictObject({
  /** Labels that an alert must have, beside the namespace of the environment. */
  matchers: z.record(labelName, z.string()).default({}),
  /** Why, for who looks at Alertmanager. */
  text: z.string().trim().min(1),
  /** For how long it outlives a session that died; its end is put off while the session lives. */
  duration: durationSchema
    .refine((ms) => ms >= 60_000 && ms <= 14_400_000, 'must be from 1m to 4h')
    .default(1_800_000),
});

export const expireSchema = silenceSchema.pick({ matchers: true });

export type ExpireArgs = z.infer<typeof expireSchema>;
export type SilenceArgs = z.infer<typeof silenceSchema>;

/** How many times within its duration its end is put off. */
const share = 4;

/** A silence as Alertmanager keeps it: api/v2/openapi.yaml of github.com/prometheus/alertmanager. */
export const silences: OpenedDefinition<ExpireArgs | SilenceArgs> = {
  check,
  sets: 'silence',
  key: (args) => `silence ${matcherText(args, undefined)}`,
  what: (args, context) => `the silence of ${matcherText(args, context)}`,
  renewEvery: (args) => lengthOf(args) / share,
  byHand: (args, context) =>
    `It ends by itself. To end it at once: amtool silence expire $(amtool silence query -q ${matcherText(args, context).replaceAll(', ', ' ')})`,
  find,
  open: (args, context) => write(args, {}, context),
  keep: (args, { id, from }, context) => write(args, { id, startsAt: from }, context),
  close,
};

/** What is silenced, as Alertmanager writes it: `namespace="teei-production", alertname="HighLatency"`. */
export function matcherText({ matchers }: ExpireArgs, context: PreviewContext | undefined): string {
  const namespace = context === undefined ? {} : { namespace: context.environment.namespace };
  return Object.entries({ ...namespace, ...matchers })
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');
}

function lengthOf(args: ExpireArgs | SilenceArgs): number {
  return 'duration' in args ? args.duration : 1_800_000;
}

/** Asks the API v2; `request.path` stands behind `/api/v2`. */
function askAlertmanager(
  request: Pick<ApiRequest, 'check' | 'method' | 'path' | 'json'>,
  context: HoldContext,
): Promise<ApiAnswer> {
  const path = `/api/v2${request.path}`;
  return askApi({ ...request, path, endpoint: 'alertmanager', system, timeout }, context);
}

/** Every silence of the namespace that has not ended, of whomever it is. */
export async function liveSilences(name: string, context: HoldContext): Promise<Asked<readonly unknown[]>> {
  const { namespace } = context.environment;
  const path = `/silences?filter=${encodeURIComponent(`namespace=${JSON.stringify(namespace)}`)}`;
  const answer = await askAlertmanager({ check: name, method: 'GET', path }, context);
  if (answer.kind === 'unanswered') return answer;
  if (answer.status !== 200 || !Array.isArray(answer.json))
    return refusedBy(name, system, answer, 'a list of silences');
  const live = answer.json.filter((each: unknown) => field(each, 'status', 'state') !== 'expired');
  return given(live);
}

async function find(args: ExpireArgs, context: HoldContext): Promise<Asked<Opened | undefined>> {
  const live = await liveSilences(check, context);
  if (live.kind === 'unanswered') return live;
  const wanted = matcherText(args, context);
  const own = live.value.find(
    (each) => isMarked(text(field(each, 'comment')), context) && matchersIn(each, context) === wanted,
  );
  const [id, from, until] = ['id', 'startsAt', 'endsAt'].map((key) => text(field(own, key)));
  return given(
    id === undefined || from === undefined
      ? undefined
      : { id, from, ...(until === undefined ? {} : { until }) },
  );
}

/** The matchers of a silence as `matcherText` writes them, the namespace first. */
function matchersIn(silence: unknown, context: PreviewContext): string {
  const pairs = items(field(silence, 'matchers')).flatMap((matcher) => {
    const [name, value] = [text(field(matcher, 'name')), field(matcher, 'value')];
    return name === undefined || typeof value !== 'string' ? [] : [[name, value] as const];
  });
  const { namespace: _own, ...matchers } = Object.fromEntries(pairs);
  return matcherText({ matchers }, context);
}

async function write(
  args: ExpireArgs | SilenceArgs,
  own: { readonly id?: string; readonly startsAt?: string },
  context: HoldContext,
): Promise<Asked<Opened>> {
  const now = context.ports.clock.now();
  const from = own.startsAt ?? new Date(now).toISOString();
  const until = new Date(now + lengthOf(args)).toISOString();
  const labels = { namespace: context.environment.namespace, ...args.matchers };
  const words = 'text' in args ? `${args.text} ` : '';
  const json = {
    ...own,
    matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
    startsAt: from,
    endsAt: until,
    createdBy: context.operator,
    comment: `${words}(${sessionMark(context)})`,
  };
  const answer = await askAlertmanager({ check, method: 'POST', path: '/silences', json }, context);
  if (answer.kind === 'unanswered') return answer;
  const id = text(field(answer.json, 'silenceID'));
  if (answer.status === 200 && id !== undefined) return given({ id, from, until });
  return refusedBy(check, system, answer, 'HTTP 200 and the id of the silence');
}

async function close(_args: ExpireArgs, { id }: Opened, context: HoldContext): Promise<Asked<string>> {
  const path = `/silence/${encodeURIComponent(id)}`;
  const answer = await askAlertmanager({ check, method: 'DELETE', path }, context);
  if (answer.kind === 'unanswered') return answer;
  if (answer.status === 200) return given(`${id} is expired`);
  return answer.status === 404
    ? given(`${id} was gone already`)
    : refusedBy(check, system, answer, 'HTTP 200');
}
