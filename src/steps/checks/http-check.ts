import * as z from 'zod';
import { fillTemplates, templateNames } from '../../runbook/template.ts';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import type { HttpAnswer } from '../ports/http.ts';
import { missing } from './answers.ts';
import { assertText, describeAssertions, textAssertions, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

/** Bytes of a body that are looked at. */
const limit = 1024 * 1024;

const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, { error: 'must be a status such as 200, or a class such as 2xx' }),
]);

const expectSchema = z.strictObject({
  status: z.union([status, z.array(status).min(1)]).default('2xx'),
  contains: textAssertions.contains,
  'not-contains': textAssertions['not-contains'],
  matches: textAssertions.matches,
  json: textAssertions.json,
  'latency-below': durationSchema.optional(),
});

const schema = z.strictObject({
  url: z.string().min(1),
  /** A check changes nothing: POST is there for queries only. */
  method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST']).default('GET'),
  /** Values may name secrets as `${name}`. */
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  timeout: durationSchema.default(10_000),
  expect: expectSchema.prefault({}),
});

type Args = z.infer<typeof schema>;
type Answer = Extract<HttpAnswer, { kind: 'answer' }>;

/** Asks an address once and holds the answer against what is expected. No answer is an error, not a fail. */
export const httpCheck = defineCheck({
  name: 'http.check',
  summary: 'Asks a URL and verifies status, body and time of the answer.',
  mode: 'look',
  needs: [],
  schema,
  example: { url: 'https://api.example.com/health', expect: { status: 200, 'latency-below': '2s' } },
  describe: ({ url, method, expect }) => {
    const latency = expect['latency-below'];
    const body = describeAssertions(expect).map((phrase) => `the body ${phrase}`);
    const time = latency === undefined ? [] : [`within ${formatDuration(latency)}`];
    return [`${method} ${url} answers ${statusText(expect.status)}`, ...body, ...time].join(', ');
  },
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const filled = fillSecrets(args, context);
  if ('missing' in filled) {
    return missing(
      'http.check',
      `a value for ${filled.missing.join(', ')}`,
      'none was given in this process',
    );
  }
  const { url, method, expect } = args;
  const answer = await context.ports.http.request({
    ...filled,
    url,
    method,
    timeout: args.timeout,
    limit,
    signal: context.signal,
  });
  const where = `${method} ${url}`;
  if (answer.kind === 'unreachable') return unreachable(where, answer.reason);
  const rows: [Evidence, ...Evidence[]] = [
    statusRow(where, answer, expect.status),
    ...assertText(
      { check: 'http.check', what: 'body', where, text: answer.body, truncated: answer.truncated },
      expect,
    ),
    ...latencyRow(where, answer, expect['latency-below']),
  ];
  const bad = rows.find(({ result }) => result !== 'pass');
  const summary =
    bad === undefined
      ? `${where}: ${answer.status} in ${Math.round(answer.milliseconds)} ms`
      : `${where}: ${bad.what}: expected ${bad.expected}, observed ${bad.observed}`;
  const measured = { label: 'answer in', unit: 'ms', value: Math.round(answer.milliseconds) };
  return { verdict: worstOf(rows), summary, evidence: rows, measured };
}

/** Secrets are put in here and not before, so that no preview, log or message ever holds them. */
function fillSecrets({ headers, body }: Args, context: RunContext) {
  const written = { headers, ...(body === undefined ? {} : { body }) };
  const given = templateNames(written).map((name) => [name, context.secret(name)] as const);
  const absent = given.filter(([, value]) => value === undefined).map(([name]) => name);
  if (absent.length > 0) return { missing: absent };
  const values = Object.fromEntries(given.map(([name, value]) => [name, value ?? '']));
  const fill = (text: string): string => String(fillTemplates({ text }, values).config['text']);
  return {
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, fill(text)])),
    ...(body === undefined ? {} : { body: fill(body) }),
  };
}

function unreachable(where: string, reason: string): CheckResult {
  return {
    verdict: 'error',
    summary: `${where}: no answer: ${reason}`,
    evidence: [
      {
        check: 'http.check',
        result: 'error',
        what: 'the answer',
        where,
        expected: 'an answer',
        observed: reason,
        next: 'Check the address, the network and the VPN, then run the step again',
      },
    ],
  };
}

function statusRow(where: string, answer: Answer, wanted: Args['expect']['status']): Evidence {
  const location = answer.headers['location'];
  const redirect = location === undefined ? '' : ` to ${location} (redirects are not followed)`;
  return {
    check: 'http.check',
    result: [wanted].flat().some((each) => isStatus(answer.status, each)) ? 'pass' : 'fail',
    what: 'status',
    where,
    expected: statusText(wanted),
    observed: `${answer.status}${redirect}`,
  };
}

function isStatus(observed: number, wanted: z.infer<typeof status>): boolean {
  return typeof wanted === 'number' ? observed === wanted : String(observed).startsWith(wanted.slice(0, 1));
}

function statusText(wanted: Args['expect']['status']): string {
  return [wanted].flat().join(' or ');
}

function latencyRow(where: string, answer: Answer, below: number | undefined): readonly Evidence[] {
  if (below === undefined) return [];
  return [
    {
      check: 'http.check',
      result: answer.milliseconds < below ? 'pass' : 'fail',
      what: 'time to the answer',
      where,
      expected: `below ${formatDuration(below)}`,
      observed: `${Math.round(answer.milliseconds)} ms`,
    },
  ];
}
