import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../src/steps/checks/define-check.ts';
import { promAlerts } from '../../../../src/steps/checks/prom-alerts.ts';
import { monitoredContext, prometheusHttp, recorded } from '../../../fixtures/prometheus/prometheus-http.ts';

const none = '{"status":"success","data":{"alerts":[]}}';
const noRules = '{"status":"success","data":{"groups":[]}}';

function alert(alertname: string, state: string, more: Readonly<Record<string, string>> = {}): string {
  const active = {
    activeAt: '2026-03-02T10:00:00Z',
    annotations: { summary: 'too many' },
    labels: { alertname, ...more },
    state,
  };
  return JSON.stringify({ status: 'success', data: { alerts: [active] } });
}

async function look(
  alerts: string,
  more: Readonly<Record<string, unknown>> = {},
  rules = recorded('rules'),
): Promise<CheckResult> {
  const http = prometheusHttp((path) => (path === '/api/v1/alerts' ? alerts : rules));
  return promAlerts.run(more, monitoredContext(http));
}

describe('the check prom.alerts', () => {
  it.each<[string, string, Record<string, unknown>, CheckResult['verdict']]>([
    ['the alert of the documentation, which fires', recorded('alerts'), {}, 'fail'],
    ['none that is active', none, {}, 'pass'],
    ['one that is pending', alert('HighRequestLatency', 'pending'), {}, 'pass'],
    ['one that is not named', recorded('alerts'), { silent: ['HighRequestLatency'] }, 'pass'],
    ['one that is named', alert('HighRequestLatency', 'firing'), { silent: ['HighRequestLatency'] }, 'fail'],
    ['one that always fires', alert('Watchdog', 'firing'), {}, 'pass'],
    [
      'one of another namespace',
      alert('my-alert', 'firing', { namespace: 'b' }),
      { match: { namespace: 'a' } },
      'pass',
    ],
    ['a name that no rule has', none, { silent: ['NoSuchAlert'] }, 'inconclusive'],
    [
      'an alert that fires beside such a name',
      alert('HighRequestLatency', 'firing'),
      { silent: ['HighRequestLatency', 'NoSuchAlert'] },
      'fail',
    ],
  ])('answers to %s', async (_what, alerts, more, verdict) => {
    expect(await look(alerts, more)).toMatchObject({ verdict });
  });

  it('takes the silence of a Prometheus without rules for nothing', async () => {
    expect(await look(none, {}, noRules)).toMatchObject({ verdict: 'inconclusive' });
  });

  it('says what fires, since when and about which service', async () => {
    const result = await look(alert('HighErrorRate', 'firing', { service: 'q2q-ai' }));
    expect(result.summary).toBe('1 alert fires: HighErrorRate');
    expect(result.evidence[0]).toMatchObject({
      what: 'HighErrorRate',
      observed: 'firing {service="q2q-ai"} too many',
      since: '2026-03-02T10:00:00.000Z',
    });
    expect(result.failing).toEqual(['q2q-ai']);
  });

  it('tells in one row of a rule that fires for many services, and names each of them', async () => {
    const services = ['q2q-ai', 'api-gateway', 'analytics'];
    const each = services.map((service) => ({
      activeAt: `2026-03-02T10:0${String(service.length % 10)}:00Z`,
      annotations: { summary: 'too many' },
      labels: { alertname: 'HighErrorRate', service, namespace: 'prod' },
      state: service === 'analytics' ? 'pending' : 'firing',
    }));
    const result = await look(JSON.stringify({ status: 'success', data: { alerts: each } }));
    expect(result.evidence).toHaveLength(2);
    expect(result.evidence[0]).toMatchObject({
      result: 'fail',
      observed: 'firing, 2 times {namespace="prod"} too many; service api-gateway, q2q-ai',
      since: '2026-03-02T10:01:00.000Z',
    });
    expect(result.evidence[1]).toMatchObject({
      result: 'pass',
      observed: 'pending {service="analytics", namespace="prod"} too many',
    });
  });

  it('is an error where the rules can not be asked', async () => {
    const http = prometheusHttp((path) => (path === '/api/v1/alerts' ? none : { status: 500, body: 'no' }));
    expect(await promAlerts.run({}, monitoredContext(http))).toMatchObject({ verdict: 'error' });
  });
});
