import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { missing } from './answers.ts';
import { assertText, describeAssertions, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Answer, answerExpectations, latencyRow, statusRow, statusText } from './http/expect-answer.ts';
import { fillHeaders, secretFiller } from './http/secret-filler.ts';
import { judgeServices } from './http/service-result.ts';
import { type Sample, type Sampling, sampleServices } from './http/service-samples.ts';
import { serviceTargets } from './http/service-targets.ts';
import { withCluster } from './with-cluster.ts';

/** Bytes of a body that are looked at. */
const limit = 1024 * 1024;

const schema = z
  .strictObject({
    url: z.string().min(1).optional(),
    /** Services that are asked through the API server, all at once, in place of a `url`. */
    services: servicesSchema.unwrap().optional(),
    /** Of `services`: the path. Default: the health path of each. */
    path: z.string().startsWith('/').optional(),
    /** Of `services`: how many requests to each. */
    samples: z.int().min(1).max(1000).default(1),
    /** Of `services`: how many of the samples of one service may fail. */
    'max-failures-percent': z.number().min(0).max(99).default(0),
    /** A check changes nothing: POST is there for queries only. */
    method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST']).default('GET'),
    /** Values may name secrets as `${name}`. */
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional(),
    timeout: durationSchema.default(10_000),
    expect: answerExpectations.prefault({}),
  })
  .refine(({ url, services }) => (url === undefined) !== (services === undefined), {
    error: 'takes either a url or services',
  })
  .refine(({ services, headers }) => services === undefined || Object.keys(headers).length === 0, {
    error: 'headers can’t be sent to services through the API server',
    path: ['headers'],
  })
  .refine(({ services, method }) => services === undefined || method === 'GET' || method === 'POST', {
    error: 'services are asked with GET or POST',
    path: ['method'],
  });

type Args = z.infer<typeof schema>;

/** Asks an address once, or services through the API server, and holds the answers against what is expected. */
export const httpCheck = defineCheck({
  name: 'http.check',
  summary:
    'Asks a URL, or services through the API server, and verifies status, body and time of the answers.',
  mode: 'look',
  needs: [],
  schema,
  example: { url: 'https://api.example.com/health', expect: { status: 200, 'latency-below': '2s' } },
  describe: (args, context) => {
    const { url, services, method, samples } = args;
    const asked = services === undefined ? [] : serviceTargets(services, args.path, context);
    const names =
      asked.length > 3 ? `${String(asked.length)} services` : asked.map((one) => one.service).join(', ');
    const path = args.path ?? 'the health path of each';
    const times = samples === 1 ? '' : `, ${String(samples)} times each`;
    const who =
      services === undefined ? `${method} ${url ?? ''} answers` : `${names}: ${method} ${path} answers`;
    return `${who} ${expectedText(args.expect)}${times}`;
  },
  run: (args, context) =>
    args.services === undefined
      ? look(args, context)
      : withCluster('http.check', context, (cluster) => lookAtServices(args, cluster, context)),
});

function expectedText(expect: Args['expect']): string {
  const latency = expect['latency-below'];
  const body = describeAssertions(expect).map((phrase) => `the body ${phrase}`);
  const time = latency === undefined ? [] : [`within ${formatDuration(latency)}`];
  return [statusText(expect.status), ...body, ...time].join(', ');
}

async function lookAtServices(args: Args, cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const targets = serviceTargets(args.services ?? 'all', args.path, context);
  if (targets.length === 0) return missing('http.check', 'services in platform.yaml', 'none');
  const { expect, body, timeout, samples } = args;
  const method = args.method === 'POST' ? 'POST' : 'GET';
  const judge: Sampling['judge'] = ({ path }, answer) => rowsOf(`${method} ${path}`, answer, expect);
  const sampling = { cluster, context, method, body, timeout, limit, samples, judge } as const;
  const { sampled, absent } = await sampleServices(sampling, targets);
  const missed = absent.map((target) => ({ target, samples: [noService] }));
  const limits = { expected: expectedText(expect), maxFailuresPercent: args['max-failures-percent'] };
  return judgeServices([...missed, ...sampled], limits);
}

const noService: Sample = { milliseconds: undefined, fault: 'there is no such Service', late: false };

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const { url = '', method, headers, body, expect } = args;
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
  if (answer.kind === 'unreachable') return unreachable(where, answer.reason);
  const rows = rowsOf(where, answer, expect);
  const bad = rows.find(({ result }) => result !== 'pass');
  const summary =
    bad === undefined
      ? `${where}: ${answer.status} in ${Math.round(answer.milliseconds)} ms`
      : `${where}: ${bad.what}: expected ${bad.expected}, observed ${bad.observed}`;
  const measured = { label: 'answer in', unit: 'ms', value: Math.round(answer.milliseconds) };
  return { verdict: worstOf(rows), summary, evidence: rows, measured };
}

function rowsOf(where: string, answer: Answer, expect: Args['expect']): [Evidence, ...Evidence[]] {
  const place = { check: 'http.check', where };
  return [
    statusRow(place, answer, expect.status),
    ...assertText({ ...place, what: 'body', text: answer.body, truncated: answer.truncated }, expect),
    ...latencyRow(place, answer, expect['latency-below']),
  ];
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
