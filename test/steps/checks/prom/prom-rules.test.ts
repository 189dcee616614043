import { describe, expect, it } from 'vitest';
import { promRules } from '../../../../src/steps/checks/prom-rules.ts';
import {
  monitoredContext,
  prometheusHttp,
  type Reply,
} from '../../../fixtures/prometheus/prometheus-http.ts';
import { fakeRunContext } from '../../../fixtures/run-context.ts';

const now = '2026-03-02T10:00:00Z';

function rule(name: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { type: 'alerting', name, health: 'ok', lastEvaluation: '2026-03-02T09:59:45.5Z', ...more };
}

function loaded(...rules: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify({ status: 'success', data: { groups: [{ name: 'teei', interval: 15, rules }] } });
}

const look = (reply: Reply | undefined, alerts: readonly string[] = ['ServiceDown']) =>
  promRules.run({ alerts }, monitoredContext(prometheusHttp(() => reply)));

describe('the check prom.rules', () => {
  it.each<[string, Reply | undefined, string, string]>([
    ['a rule that is loaded and well', loaded(rule('ServiceDown')), 'pass', 'loaded and well'],
    ['a rule that is missing', loaded(rule('Other')), 'fail', 'no such rule'],
    [
      'a recording rule of its name',
      loaded({ ...rule('ServiceDown'), type: 'recording' }),
      'fail',
      'no such rule',
    ],
    [
      'a rule that fails',
      loaded(rule('ServiceDown', { health: 'err', lastError: 'many-to-many matching' })),
      'fail',
      'it fails: many-to-many matching',
    ],
    [
      'a rule that was not evaluated yet',
      loaded(rule('ServiceDown', { health: 'unknown', lastEvaluation: '0001-01-01T00:00:00Z' })),
      'inconclusive',
      'it was not evaluated yet',
    ],
    [
      'a rule that is not evaluated any more',
      loaded(rule('ServiceDown', { lastEvaluation: '2026-03-02T09:50:00Z' })),
      'inconclusive',
      'evaluated 10m ago for the last time',
    ],
    [
      'two rules of the name, of which one fails',
      loaded(rule('ServiceDown'), rule('ServiceDown', { health: 'err' })),
      'fail',
      'it fails: Prometheus does not say why',
    ],
  ])(`answers at ${now} to %s`, async (_what, reply, verdict, observed) => {
    const result = await look(reply);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0]).toMatchObject({ what: 'ServiceDown', result: verdict, observed });
  });

  it('looks at whatever is there, where no name is wanted, and says when there is nothing', async () => {
    expect(await look(loaded(rule('A'), rule('B')), [])).toMatchObject({
      verdict: 'pass',
      summary: '2 of 2 alerting rules are loaded and well',
    });
    expect(await look(loaded(), [])).toMatchObject({ verdict: 'inconclusive' });
  });

  it('is an error for what is no answer, and inconclusive without the endpoint', async () => {
    expect(await look('<html>')).toMatchObject({ verdict: 'error' });
    expect(await look(undefined)).toMatchObject({ verdict: 'error' });
    expect(await promRules.run({}, fakeRunContext())).toMatchObject({ verdict: 'inconclusive' });
  });
});
