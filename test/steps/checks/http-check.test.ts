import { describe, expect, it } from 'vitest';
import { httpCheck } from '../../../src/steps/checks/http-check.ts';
import {
  fakeHttp,
  fakeRunContext,
  type HttpExpectation,
  previewContext,
} from '../../fixtures/run-context.ts';

const url = 'https://api.example.com/health';

async function look(args: Readonly<Record<string, unknown>>, answer: HttpExpectation['answer'] = {}) {
  const http = fakeHttp([{ request: `GET ${url}`, answer }]);
  return httpCheck.run({ url, ...args }, fakeRunContext({ ports: { http } }));
}

const secret = (name: string): string | undefined => (name === 'api-token' ? 's3cret ${x}' : undefined);

describe('the check http.check', () => {
  it.each<[string, Record<string, unknown>, HttpExpectation['answer'], string]>([
    ['200', {}, { status: 200 }, 'pass'],
    ['204 of 2xx', {}, { status: 204 }, 'pass'],
    ['500', {}, { status: 500 }, 'fail'],
    ['a redirect', {}, { status: 302, headers: { location: '/login' } }, 'fail'],
    ['an exact status', { expect: { status: 401 } }, { status: 401 }, 'pass'],
    ['one of several', { expect: { status: [200, '3xx'] } }, { status: 301 }, 'pass'],
    ['none of several', { expect: { status: [200, '3xx'] } }, { status: 201 }, 'fail'],
    ['the body', { expect: { contains: 'ok' } }, { body: 'all ok' }, 'pass'],
    ['another body', { expect: { matches: '^ok$' } }, { body: 'all ok' }, 'fail'],
    ['JSON', { expect: { json: { path: '.status', equals: 'up' } } }, { body: '{"status":"up"}' }, 'pass'],
    ['no JSON', { expect: { json: { path: '.status', equals: 'up' } } }, { body: '<html>' }, 'error'],
    ['a body that was cut', { expect: { contains: 'end' } }, { body: 'x', truncated: true }, 'error'],
    ['a quick answer', { expect: { 'latency-below': '500ms' } }, { milliseconds: 499 }, 'pass'],
    ['a slow answer', { expect: { 'latency-below': '500ms' } }, { milliseconds: 500 }, 'fail'],
    ['nobody there', {}, 'connect ECONNREFUSED', 'error'],
  ])('answers to %s', async (_what, args, answer, verdict) => {
    const result = await look(args, answer);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence.some((row) => row.result === verdict)).toBe(true);
  });

  it('says observed against expected', async () => {
    expect((await look({}, { status: 503 })).summary).toBe(`GET ${url}: status: expected 2xx, observed 503`);
    expect((await look({}, 'no route')).summary).toBe(`GET ${url}: no answer: no route`);
  });

  it('puts a secret into headers and body alone, and only when it asks', async () => {
    const http = fakeHttp([{ request: `POST ${url}`, answer: {} }]);
    const args = {
      url,
      method: 'POST',
      headers: { authorization: 'Bearer ${api-token}' },
      body: '{"t":"${api-token}"}',
    };
    const result = await httpCheck.run(args, fakeRunContext({ secret, ports: { http } }));
    expect(http.requests[0]).toMatchObject({
      headers: { authorization: 'Bearer s3cret ${x}' },
      body: '{"t":"s3cret ${x}"}',
    });
    expect(JSON.stringify(result)).not.toContain('s3cret');
    expect(httpCheck.describe(args, previewContext())).not.toContain('token');
  });

  it('asks nobody without the secret', async () => {
    const args = { url, headers: { authorization: '${api-token}' } };
    const result = await httpCheck.run(args, fakeRunContext());
    expect(result).toMatchObject({ verdict: 'error', summary: 'http.check needs a value for api-token' });
  });

  it('refuses a method that changes something', () => {
    expect(httpCheck.schema.safeParse({ url, method: 'DELETE' }).success).toBe(false);
  });
});
