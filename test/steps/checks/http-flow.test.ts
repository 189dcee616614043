import { describe, expect, it } from 'vitest';
import { checkProblems } from '../../../src/steps/checks/call.ts';
import { httpFlow } from '../../../src/steps/checks/http-flow.ts';
import { type Cluster, ClusterError, type Forwarding } from '../../../src/steps/ports/cluster.ts';
import {
  environment,
  fakeHttp,
  fakeRunContext,
  type HttpExpectation,
  inventory,
  service,
} from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const url = 'https://api.example.com';
const token = 'eyJ.token/value';
const masked: string[] = [];

const login = {
  id: 'login',
  method: 'POST',
  path: '/api/auth/login',
  json: { email: 'smoke@example.com', password: '${smoke-password}' },
  capture: { token: { json: '$.token', secret: true } },
};
const profile = {
  id: 'profile',
  path: '/api/profiles/me',
  headers: { authorization: 'Bearer {token}' },
  expect: { status: 200, json: { path: '.email', equals: 'smoke@example.com' } },
};
const report = {
  id: 'report',
  method: 'POST',
  path: '/api/reports/generate',
  headers: { authorization: 'Bearer {token}' },
  json: { type: 'quarterly', year: 2026, quarter: 1 },
  expect: { status: [200, 201] },
  capture: { report: { json: '.id' } },
};
const read = {
  id: 'read',
  path: '/api/reports/{report}?by={token}',
  headers: { authorization: 'Bearer {token}' },
};
const requests = [login, profile, report, read];

const answers: readonly HttpExpectation[] = [
  { request: `POST ${url}/api/auth/login`, answer: { body: JSON.stringify({ token }) } },
  { request: `GET ${url}/api/profiles/me`, answer: { body: '{"email":"smoke@example.com"}' } },
  { request: `POST ${url}/api/reports/generate`, answer: { status: 201, body: '{"id":"a/../b"}' } },
  { request: `GET ${url}/api/reports/a%2F..%2Fb?by=eyJ.token%2Fvalue`, answer: {} },
];

const secret = (name: string): string | undefined =>
  name === 'smoke-password' ? 'pass {token} ${x}' : undefined;

async function walk(
  expected: readonly HttpExpectation[],
  args: Readonly<Record<string, unknown>> = {},
  more: { readonly cluster?: Cluster; readonly tooShort?: boolean; readonly signal?: AbortSignal } = {},
) {
  const http = fakeHttp(expected);
  masked.length = 0;
  const context = fakeRunContext({
    environment: { ...environment, endpoints: { api: `${url}/` } },
    inventory: { ...inventory, services: [service('api-gateway', { deployment: 'prod-api' })] },
    secret,
    mask: (name, value) => {
      masked.push(`${name}=${value}`);
      return more.tooShort === true ? 'too-short' : 'masked';
    },
    ports: { http, cluster: more.cluster },
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  });
  const result = await httpFlow.run({ endpoint: 'api', requests, ...args }, context);
  return { ...result, sent: http.requests, told: context.told };
}

function answered(...first: readonly HttpExpectation['answer'][]): readonly HttpExpectation[] {
  return answers.slice(0, first.length).map((one, index) => ({ ...one, answer: first[index] ?? {} }));
}

const good = answers.map(({ answer }) => answer);

describe('http.flow', () => {
  it('walks from login to report with what each answer gave, and masks the token before anything is told', async () => {
    const result = await walk(answers);
    expect(result.verdict).toBe('pass');
    expect(result.summary).toBe(`login → profile → report → read at ${url}: as expected, in 0 ms`);
    expect(result.evidence.map(({ what, observed }) => `${what}: ${observed}`)).toEqual([
      'login: 200 in 5 ms',
      'profile: 200 in 5 ms',
      'profile: body: .email is "\\"smoke@example.com\\""',
      'report: 201 in 5 ms',
      'read: 200 in 5 ms',
    ]);
    expect(masked).toEqual([`token=${token}`]);
    const [sentLogin, sentProfile, sentReport] = result.sent;
    expect(sentLogin).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'smoke@example.com', password: 'pass {token} ${x}' }),
    });
    expect(sentProfile?.headers).toEqual({ authorization: `Bearer ${token}` });
    expect(sentProfile).not.toHaveProperty('body');
    expect(sentReport?.body).toBe('{"type":"quarterly","year":2026,"quarter":1}');
    expect(JSON.stringify(result.evidence)).not.toContain(token);
    expect(JSON.stringify([result.evidence, result.summary, result.told])).not.toContain('pass {');
  });

  it.each<[string, readonly HttpExpectation['answer'][], string, string]>([
    ['no token in the answer', [{ body: '{"status":"ok"}' }], 'fail', 'login: token at '],
    ['an empty token', [{ body: '{"token":""}' }], 'fail', 'login: token at '],
    ['a token that is none', [{ body: '{"token":{"a":1}}' }], 'fail', 'login: token at '],
    ['a token with a line end', [{ body: '{"token":"a\\r\\nHost: b"}' }], 'fail', 'login: token at '],
    ['no JSON', [{ body: '<html>' }], 'fail', 'the answer is no JSON'],
    ['a body that was cut', [{ body: '{"token":"x"}', truncated: true }], 'fail', 'the answer is no JSON'],
    [
      'a refused login',
      [{ status: 401, body: '{"error":"no"}' }],
      'fail',
      'expected 2xx, observed 401 in 5 ms',
    ],
    [
      'an error of the server',
      [good[0] ?? {}, { status: 500 }],
      'fail',
      'expected 200, observed 500 in 5 ms',
    ],
    ['another profile', [good[0] ?? {}, { body: '{"email":"b@c.de"}' }], 'fail', 'profile: body at '],
    ['nobody there', ['ECONNREFUSED'], 'error', 'observed none: ECONNREFUSED'],
    ['nobody there any more', [good[0] ?? {}, 'socket hang up'], 'error', 'profile at '],
  ])('does not pass with %s, and asks no further', async (_what, first, verdict, summary) => {
    const result = await walk(answered(...first));
    expect(result.verdict).toBe(verdict);
    expect(result.summary).toContain(summary);
    const left = requests.slice(first.length).map(({ id }) => id);
    const unasked = result.evidence.filter(({ observed }) => observed.startsWith('not asked: '));
    expect(unasked.map(({ what }) => what)).toEqual(left);
    expect(result.sent).toHaveLength(first.length);
  });

  it('masks a token though its answer is refused', async () => {
    const body = JSON.stringify({ token, hint: 'x' });
    const result = await walk(answered({ status: 500, body }));
    expect(result.verdict).toBe('fail');
    expect(masked).toEqual([`token=${token}`]);
    expect(result.evidence[0].details).toEqual([body]);
  });

  it('tells nothing of an answer whose secret can’t be masked', async () => {
    const expecting = [{ ...login, expect: { contains: 'no such text' } }];
    const body = '{"token":"abc"}';
    const result = await walk(answered({ body }), { requests: expecting }, { tooShort: true });
    expect(result.verdict).toBe('error');
    expect(result.summary).toContain('one of less than 4 bytes');
    expect(JSON.stringify(result.evidence)).not.toContain('abc');
  });

  it('asks nobody without the secret, and none in a path', async () => {
    const other = { ...login, json: { password: '${other}' } };
    expect(await walk([], { requests: [other] })).toMatchObject({
      verdict: 'error',
      summary: 'http.flow needs a value for other',
    });
    const inPath = { id: 'a', path: '/x/${smoke-password}' };
    expect((await walk([], { requests: [inPath] })).summary).toContain('paths without secrets');
  });

  it('stops at its own time limit and at a stop', async () => {
    const late = await walk([], { timeout: '0s' });
    expect(late).toMatchObject({ verdict: 'error', sent: [] });
    expect(late.evidence[0].observed).toBe('not asked: the flow took 0s');
    const stopped = await walk([], {}, { signal: AbortSignal.abort('operator') });
    expect(stopped.evidence[0].observed).toBe('not asked: it was stopped before');
  });

  it('is inconclusive about an endpoint that platform.yaml does not know', async () => {
    expect(await walk([], { endpoint: 'shop' })).toMatchObject({ verdict: 'inconclusive' });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['neither an endpoint nor a service', { requests }, 'takes either an endpoint or a service'],
    ['both', { endpoint: 'api', service: 'x', requests }, 'takes either an endpoint or a service'],
    ['a port of an endpoint', { endpoint: 'api', port: 80, requests }, 'a port is of a service'],
    [
      'an unknown capture',
      { endpoint: 'api', requests: [profile] },
      '{token} is captured by no earlier request',
    ],
    ['an id twice', { endpoint: 'api', requests: [login, login] }, 'there is a request login already'],
    ['a DELETE', { endpoint: 'api', requests: [{ ...read, method: 'DELETE' }] }, 'Invalid option'],
  ])('refuses %s', (_what, args, message) => {
    const problems = checkProblems({ check: 'http.flow', with: args }, [], ['look']);
    expect(problems.map((one) => one.message).join('\n')).toContain(message);
  });
});

describe('http.flow at a service of the cluster', () => {
  const local = 'http://127.0.0.1:40123';

  function forwarding(trouble?: string): { readonly cluster: Cluster; readonly closed: () => number } {
    let closed = 0;
    const opened: Forwarding = {
      url: local,
      pod: 'prod-api-1',
      trouble: () => trouble,
      close: () => {
        closed += 1;
        return Promise.resolve();
      },
    };
    const forward: Cluster['forward'] = (target) =>
      'service' in target && target.service === 'prod-api'
        ? Promise.resolve(opened)
        : Promise.reject(new ClusterError('invalid', 'another target'));
    return { cluster: fakeCluster({ forward }), closed: () => closed };
  }
  const args = { endpoint: undefined, service: 'api-gateway', requests: [{ id: 'health', path: '/health' }] };
  const request = `GET ${local}/health`;

  it('goes by a forwarded port, which it closes', async () => {
    const way = forwarding();
    const result = await walk([{ request, answer: {} }], args, way);
    expect(result).toMatchObject({ verdict: 'pass' });
    expect(result.evidence[0].where).toBe('GET api-gateway/health');
    expect(way.closed()).toBe(1);
  });

  it('says what went wrong at the other end, and closes all the same', async () => {
    const way = forwarding('connection refused in pod prod-api-1');
    const result = await walk([{ request, answer: 'socket hang up' }], args, way);
    expect(result.summary).toContain('observed none: connection refused in pod prod-api-1');
    expect(way.closed()).toBe(1);
    const failed = await walk([{ request, answer: { status: 503 } }], args, forwarding());
    expect(failed).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
  });

  it('is an error without a way there', async () => {
    expect(await walk([], args)).toMatchObject({ verdict: 'error' });
    expect(await walk([], args, { cluster: fakeCluster() })).toMatchObject({
      verdict: 'error',
      summary: 'the account may not do this',
    });
  });
});
