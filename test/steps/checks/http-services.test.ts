import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { httpCheck } from '../../../src/steps/checks/http-check.ts';
import { interpreted } from '../../../src/runbook/interpreted.ts';
import { type Cluster, ClusterError, type ServiceRequest } from '../../../src/steps/ports/cluster.ts';
import type { HttpAnswer } from '../../../src/steps/ports/http.ts';
import { fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const services = [
  service('api-gateway', { port: 3000 }),
  service('analytics', { port: 3007, health: '/healthz' }),
  service('reporting', { port: 3014 }),
];

/** Services as the sample platform has them, one of them with a second port. */
const objects = services.map(({ deployment, port }) => ({
  metadata: { name: deployment },
  spec: {
    ports: [
      { name: 'metrics', port: 9090, targetPort: 9090 },
      { name: 'web', port: 80, targetPort: port },
    ],
  },
}));

function answer(status: number, body = '{"status":"ok"}', milliseconds = 12): HttpAnswer {
  return { kind: 'answer', status, headers: {}, body, truncated: false, milliseconds };
}

type Ask = (request: ServiceRequest, count: number) => HttpAnswer | ClusterError;

async function check(
  args: Readonly<Record<string, unknown>>,
  ask: Ask,
  more: Partial<Cluster> = {},
): Promise<{ readonly result: CheckResult; readonly asked: readonly ServiceRequest[] }> {
  const asked: ServiceRequest[] = [];
  const ports = scriptedCluster([], {
    list: () => Promise.resolve(objects),
    askService: (request) => {
      asked.push(request);
      const own = asked.filter((one) => one.service === request.service).length;
      const given = ask(request, own);
      return given instanceof ClusterError ? Promise.reject(given) : Promise.resolve(given);
    },
    ...more,
  });
  const context = fakeRunContext({ inventory: { ...inventory, services }, ports });
  return { result: await httpCheck.run(args, context), asked };
}

describe('http.check of services', () => {
  it('asks each on its own health path and the port that its pods listen on, all of them named', async () => {
    const { result, asked } = await check({ services: 'all' }, () => answer(200));
    expect(result).toMatchObject({ verdict: 'pass', measured: { label: 'p95', unit: 'ms', value: 12 } });
    expect(result.summary).toBe('3 of 3 services answer as expected, 95 % of the answers within 12 ms');
    expect(result.evidence.map(({ what }) => what)).toEqual(['api-gateway', 'analytics', 'reporting']);
    expect(asked.map(({ port, path }) => `${String(port)}${path}`)).toEqual([
      '80/health',
      '80/healthz',
      '80/health',
    ]);
  });

  it('tells the bad ones first, by what they answered, and as failing', async () => {
    const { result } = await check({ services: 'all' }, ({ service: name }) =>
      name.includes('analytics') ? answer(503) : answer(200),
    );
    expect(result).toMatchObject({ verdict: 'fail', failing: ['analytics'] });
    expect(result.summary).toBe('2 of 3 services answer as expected; analytics: status 503');
    expect(result.evidence[0]).toMatchObject({ what: 'analytics', expected: '2xx', observed: 'status 503' });
  });

  it('sees 15 % of errors in samples that one look mostly misses', async () => {
    const ask: Ask = ({ service: name }, count) =>
      name.includes('reporting') && count % 7 === 0 ? answer(500) : answer(200);
    const { result, asked } = await check({ services: ['reporting'], path: '/', samples: 40 }, ask);
    expect(asked).toHaveLength(40);
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0].observed).toBe('5 of 40 answers (13 %) not so: 5× status 500');
    const lenient = { services: ['reporting'], path: '/', samples: 40, 'max-failures-percent': 13 };
    expect((await check(lenient, ask)).result.verdict).toBe('pass');
    expect((await check({ ...lenient, 'max-failures-percent': 12 }, ask)).result.verdict).toBe('fail');
  });

  it('holds every answer against body and latency too', async () => {
    const slow = await check({ services: ['reporting'], expect: { 'latency-below': '1s' } }, () =>
      answer(200, '', 1500),
    );
    expect(slow.result.summary).toContain('reporting: time to the answer 1500 ms');
    const wrong = await check({ services: ['reporting'], expect: { contains: 'ok' } }, () =>
      answer(200, 'no'),
    );
    expect(wrong.result.verdict).toBe('fail');
  });

  it('fails a service that is not there or that nobody answers for', async () => {
    const gone = await check({ services: ['nobody'] }, () => answer(200));
    expect(gone.result).toMatchObject({ verdict: 'fail', failing: ['nobody'] });
    expect(gone.asked).toEqual([]);
    const refused = { kind: 'unreachable', reason: 'no endpoints available' } as const;
    const none = await check({ services: ['reporting'] }, () => refused);
    expect(none.result.summary).toContain('no answer: no endpoints available');
  });

  it('takes one that is late for a failure, and all that are late for a way that is in doubt', async () => {
    const late = new ClusterError('timeout', 'did not answer in time');
    const one = await check({ services: 'all' }, ({ service: name }) =>
      name.includes('analytics') ? late : answer(200),
    );
    expect(one.result).toMatchObject({ verdict: 'fail', failing: ['analytics'] });
    const all = await check({ services: 'all' }, () => late);
    expect(all.result.verdict).toBe('error');
    expect(all.result.failing).toBeUndefined();
  });

  it('asks an API server in trouble again, and ends in an error when it stays so', async () => {
    const busy = new ClusterError('throttled', 'asks to slow down');
    const twice = await check({ services: ['reporting'] }, (_, count) => (count < 3 ? busy : answer(200)));
    expect(twice.result.verdict).toBe('pass');
    const ever = await check({ services: ['reporting'] }, () => busy);
    expect(ever.result).toMatchObject({ verdict: 'error', summary: 'asks to slow down' });
    const forbidden = new ClusterError('forbidden', 'may not get services/proxy');
    const { result, asked } = await check({ services: ['reporting'] }, () => forbidden);
    expect(result.verdict).toBe('error');
    expect(asked).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ url: 'https://a.example.com', services: 'all' }],
    [{ services: 'all', headers: { accept: 'text/plain' } }],
    [{ services: 'all', method: 'HEAD' }],
    [{ services: 'all', path: 'health' }],
  ])('refuses arguments that do not go together: %o', (args) => {
    expect(httpCheck.schema.safeParse(args, interpreted).success).toBe(false);
  });
});
