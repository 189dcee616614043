import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HttpAsk, HttpReply } from '../../../src/rehearsal/services/http.ts';
import { type Instance, serviceOf } from '../../../src/rehearsal/services/instance.ts';
import { answerOf } from '../../../src/rehearsal/services/service.ts';
import { Traffic } from '../../../src/rehearsal/services/traffic.ts';

const now = Date.parse('2026-03-03T10:00:00Z');

function instance(service: string, changes: Partial<Instance> = {}): Instance {
  const behaviour = { errors: 0, latency: 20, healthy: true };
  return { service, version: 'v1.2.3', behaviour, ready: true, traffic: new Traffic(now), now, ...changes };
}

function reply(of: Instance, what: string, body?: unknown, token?: string): HttpReply {
  const [method = 'GET', path = '/'] = what.split(' ');
  const ask: HttpAsk = {
    method,
    path,
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    body: body === undefined ? '' : JSON.stringify(body),
  };
  const answer = answerOf(of, ask);
  if (answer.kind === 'forward') throw new Error(`it is handed on to ${answer.service}`);
  return answer.reply;
}

function login(of: Instance): string {
  const { body } = reply(of, 'POST /api/auth/login', { email: 'test@example.com', password: 'test123' });
  return z.object({ token: z.string() }).parse(JSON.parse(body)).token;
}

describe('every service', () => {
  it.each(['/health', '/health/ready', '/version', '/metrics', '/'])('answers at %s', (path) => {
    expect(reply(instance('q2q-ai'), `GET ${path}`).status).toBe(200);
  });

  it('says that it is not well, and not ready, apart from each other', () => {
    const ill = instance('q2q-ai', { behaviour: { errors: 0, latency: 0, healthy: false } });
    expect(reply(ill, 'GET /health').status).toBe(503);
    const starting = instance('q2q-ai', { ready: false });
    expect(reply(starting, 'GET /health').status).toBe(200);
    expect(reply(starting, 'GET /health/ready').status).toBe(503);
  });

  it('fails in the share that its behaviour says, but answers for its health all the same', () => {
    const failing = instance('q2q-ai', { behaviour: { errors: 0.5, latency: 20, healthy: true } });
    const answers = Array.from({ length: 4 }, () => reply(failing, 'GET /version').status);
    expect(answers).toEqual([200, 500, 200, 500]);
    expect(reply(failing, 'GET /health').status).toBe(200);
  });

  it('tells of what it does not have', () => {
    expect(reply(instance('q2q-ai'), 'GET /api/nothing').status).toBe(404);
    expect(reply(instance('q2q-ai'), 'POST /version').status).toBe(405);
  });

  it('counts its requests for Prometheus', () => {
    const one = instance('q2q-ai');
    for (let request = 0; request < 3; request += 1) reply(one, 'GET /version');
    const { body } = reply({ ...one, now: now + 10_000 }, 'GET /metrics');
    expect(body).toContain('http_requests_total{service="q2q-ai",status="200"} 203');
    expect(body).toContain('http_request_duration_seconds_count{service="q2q-ai"} 203');
    expect(body).toContain('service_info{service="q2q-ai",version="v1.2.3"} 1');
  });
});

describe('the flows of users', () => {
  it('log in, see their profile and get a report', () => {
    const token = login(instance('api-gateway'));
    const profile = reply(instance('unified-profile'), 'GET /api/profiles/me', undefined, token);
    expect(profile.status).toBe(200);
    expect(profile.body).toContain('test@example.com');
    const wanted = { type: 'quarterly', year: 2025, quarter: 4 };
    const made = reply(instance('reporting'), 'POST /api/reports/generate', wanted, token);
    expect(made.status).toBe(201);
    expect(made.body).toContain('"id":"quarterly-2025-q4"');
    expect(
      reply(instance('reporting'), 'GET /api/reports/quarterly-2025-q4', undefined, token).body,
    ).toContain('"status":"completed"');
  });

  it.each([
    [{ email: 'test@example.com' }, 400],
    [{ email: 'test@example.com', password: '' }, 401],
    ['not an object', 400],
  ])('are not logged in with %j', (body, status) => {
    expect(reply(instance('api-gateway'), 'POST /api/auth/login', body).status).toBe(status);
  });

  it('are refused without a token, with one that is none, and with one that is over', () => {
    const token = login(instance('api-gateway'));
    const profiles = instance('unified-profile');
    expect(reply(profiles, 'GET /api/profiles/me').status).toBe(401);
    expect(reply(profiles, 'GET /api/profiles/me', undefined, 'a.b.rehearsal').status).toBe(401);
    const later = instance('unified-profile', { now: now + 3_600_001 });
    expect(reply(later, 'GET /api/profiles/me', undefined, token).status).toBe(401);
  });

  it.each([
    { type: 'weekly', year: 2025 },
    { type: 'annual', year: 'now' },
    { type: 'quarterly', year: 2025, quarter: 5 },
  ])('get no report for %j', (wanted) => {
    const token = login(instance('api-gateway'));
    expect(reply(instance('reporting'), 'POST /api/reports/generate', wanted, token).status).toBe(400);
  });
});

describe('the name of a service', () => {
  it.each([
    ['ghcr.io/henrigkroine/teei-api-gateway:v1.2.3', 'api-gateway', 'v1.2.3'],
    ['localhost:5000/reporting', 'reporting', 'latest'],
    ['teei-q2q-ai:v1@sha256:00', 'q2q-ai', 'v1'],
  ])('of the image %s is %s, in version %s', (image, service, version) => {
    expect(serviceOf(image)).toEqual({ service, version });
  });
});
