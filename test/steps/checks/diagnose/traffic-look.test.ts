import { describe, expect, it } from 'vitest';
import type { Survey } from '../../../../src/steps/checks/diagnose/survey.ts';
import { lookAtTraffic, type Trouble } from '../../../../src/steps/checks/diagnose/traffic-look.ts';
import {
  type Cluster,
  ClusterError,
  emptyNamespace,
  type Manifest,
} from '../../../../src/steps/ports/cluster.ts';
import type { Http, HttpAnswer } from '../../../../src/steps/ports/http.ts';
import { environment, fakeRunContext } from '../../../fixtures/run-context.ts';
import { fakeCluster } from '../../../fixtures/session/fake-cluster.ts';

const monitored = { ...environment, endpoints: { prometheus: 'https://prometheus.example' } };
const nothing: Survey = { state: emptyNamespace, members: [], others: [], absent: [], now: 0 };

function answerOf(status: number, body: unknown): HttpAnswer {
  return {
    kind: 'answer',
    status,
    headers: {},
    body: JSON.stringify(body),
    truncated: false,
    milliseconds: 3,
  };
}

/** A Prometheus that gives these figures of services for a query that holds the word. */
function prometheus(figures: { readonly errors?: Figures; readonly latency?: Figures }): Http {
  return {
    request: ({ url }) => {
      const isLatency = url.includes('histogram_quantile');
      const result = Object.entries((isLatency ? figures.latency : figures.errors) ?? {}).map(
        ([service, value]) => ({ metric: { service }, value: [0, value] }),
      );
      return Promise.resolve(answerOf(200, { status: 'success', data: { resultType: 'vector', result } }));
    },
  };
}

type Figures = Readonly<Record<string, string>>;

function serviceNamed(name: string): Manifest {
  return { metadata: { name }, spec: { ports: [{ name: 'http', port: 80 }] } };
}

/** Services behind the API server's proxy that answer with a status. */
function services(status: number): Cluster {
  return fakeCluster({
    list: () => Promise.resolve([serviceNamed('teei-api-gateway'), serviceNamed('teei-q2q-ai')]),
    askService: () => Promise.resolve(answerOf(status, {})),
  });
}

function look(trouble: Trouble, http: Http, cluster = fakeCluster()) {
  return lookAtTraffic(
    trouble,
    nothing,
    cluster,
    fakeRunContext({ environment: monitored, ports: { http } }),
  );
}

describe('how services answer', () => {
  it('names those beyond what is normal, the worst first', async () => {
    const http = prometheus({
      errors: { 'api-gateway': '3.5', 'q2q-ai': '40', other: '0.2' },
      latency: { 'api-gateway': '80' },
    });
    const { clues } = await look('errors', http);
    expect(clues).toMatchObject([{ cause: 'errors', services: ['q2q-ai', 'api-gateway'] }]);
    expect(clues[0]?.observed).toBe('2 of 3 services answer with errors, worst q2q-ai with 40 % errors');
    expect((await look('latency', http)).clues).toEqual([]);
  });

  it('does not take NaN for a figure', async () => {
    const http = prometheus({ errors: { 'api-gateway': 'NaN', 'q2q-ai': '0' } });
    expect(await look('errors', http)).toMatchObject({ clues: [], unseen: [] });
  });

  it('is asked through the API server where Prometheus has no figure or no answer', async () => {
    const down: Http = { request: () => Promise.resolve({ kind: 'unreachable', reason: 'ECONNREFUSED' }) };
    for (const http of [prometheus({}), down]) {
      expect((await look('errors', http, services(200))).clues).toEqual([]);
      expect((await look('errors', http, services(404))).clues).toEqual([]);
      const { clues, what } = await look('errors', http, services(502));
      expect(clues).toMatchObject([{ cause: 'errors', services: ['api-gateway', 'q2q-ai'] }]);
      expect(what).toContain('12 requests through the API server');
    }
  });

  it('is not known where neither can be asked, and that is no calm', async () => {
    const denied = fakeCluster({
      list: () => Promise.reject(new ClusterError('forbidden', 'may not list services')),
    });
    const { clues, unseen } = await look('latency', prometheus({}), denied);
    expect(clues).toEqual([]);
    expect(unseen).toMatchObject([
      { what: 'how the services answer', why: 'may not list services' },
      { why: 'Prometheus has no figure of these services' },
    ]);
  });

  it('is not called well by a few requests of ours, where Prometheus should have told', async () => {
    const down: Http = { request: () => Promise.resolve({ kind: 'unreachable', reason: 'ECONNREFUSED' }) };
    expect((await look('latency', down, services(200))).unseen).toMatchObject([
      { what: 'what the requests of the users are like', why: 'Prometheus did not answer' },
    ]);
  });
});
