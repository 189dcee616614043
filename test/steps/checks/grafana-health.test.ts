import { describe, expect, it } from 'vitest';
import { grafanaHealth } from '../../../src/steps/checks/grafana-health.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { monitoredContext, prometheusHttp, type Reply } from '../../fixtures/prometheus/prometheus-http.ts';

/** As https://grafana.com/docs/grafana/latest/developers/http_api/other/#returns-health-information-about-grafana shows it. */
const documented = '{"commit":"087143285","database":"ok","version":"5.1.3"}';

describe('the check grafana.health', () => {
  it.each<[string, Reply | undefined, string]>([
    ['the answer of the documentation', documented, 'pass'],
    [
      'a database that fails',
      { status: 503, body: '{"commit":"1","database":"failing","version":"5.1.3"}' },
      'fail',
    ],
    ['an error beside a database that is ok', { status: 500, body: documented }, 'fail'],
    ['a login page', '<html>', 'error'],
    ['a redirect', { status: 302, body: '' }, 'error'],
    ['nobody there', undefined, 'error'],
  ])('answers to %s', async (_what, reply, verdict) => {
    const http = prometheusHttp(() => reply);
    const result = await grafanaHealth.run({}, monitoredContext(http));
    expect(result.verdict).toBe(verdict);
    expect(http.requests[0]?.url).toBe('https://grafana.example.com/api/health');
  });

  it('is inconclusive without the endpoint', async () => {
    expect(await grafanaHealth.run({}, fakeRunContext())).toMatchObject({ verdict: 'inconclusive' });
  });
});
