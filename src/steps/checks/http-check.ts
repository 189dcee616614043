import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import { missing } from './answers.ts';
import { assertText, describeAssertions, textAssertions, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { latencyRow, statusRow, statusSchema, statusText } from './http/expect-answer.ts';
import { fillHeaders, secretFiller } from './http/secret-filler.ts';

/** Bytes of a body that are looked at. */
const limit = 1024 * 1024;

const expectSchema = z.strictObject({
  status: statusSchema,
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
  const { url, method, headers, body, expect } = args;
  const secrets = secretFiller({ headers, body }, context);
  if (secrets.kind === 'missing') {
    return missing('http.check', `a value for ${secrets.names.join(', ')}`, 'none was given in this process');
  }
  const answer = await context.ports.http.request({
    headers: fillHeaders(headers, secrets.fill),
    ...(body === undefined ? {} : { body: secrets.fill(body) }),
    url,
    method,
    timeout: args.timeout,
    limit,
    signal: context.signal,
  });
  const where = `${method} ${url}`;
  const place = { check: 'http.check', where };
  if (answer.kind === 'unreachable') return unreachable(where, answer.reason);
  const rows: [Evidence, ...Evidence[]] = [
    statusRow(place, answer, expect.status),
    ...assertText({ ...place, what: 'body', text: answer.body, truncated: answer.truncated }, expect),
    ...latencyRow(place, answer, expect['latency-below']),
  ];
  const bad = rows.find(({ result }) => result !== 'pass');
  const summary =
    bad === undefined
      ? `${where}: ${answer.status} in ${Math.round(answer.milliseconds)} ms`
      : `${where}: ${bad.what}: expected ${bad.expected}, observed ${bad.observed}`;
  const measured = { label: 'answer in', unit: 'ms', value: Math.round(answer.milliseconds) };
  return { verdict: worstOf(rows), summary, evidence: rows, measured };
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
