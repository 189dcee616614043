import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../src/steps/checks/define-check.ts';
import { promTargets } from '../../../../src/steps/checks/prom-targets.ts';
import { monitoredContext, prometheusHttp, recorded } from '../../../fixtures/prometheus/prometheus-http.ts';

interface Target {
  readonly service: string;
  readonly health?: string;
  readonly lastError?: string;
  readonly lastScrape?: string;
}

function targets(...all: readonly Target[]): string {
  const activeTargets = all.map(({ service, ...rest }) => ({
    labels: { service, job: 'pods' },
    scrapeUrl: `http://10.0.0.1/${service}`,
    health: 'up',
    lastError: '',
    lastScrape: '2026-03-02T10:00:00Z',
    ...rest,
  }));
  return JSON.stringify({ status: 'success', data: { activeTargets, droppedTargets: [] } });
}

async function look(body: string, more: Readonly<Record<string, unknown>> = {}): Promise<CheckResult> {
  return promTargets.run(more, monitoredContext(prometheusHttp(() => body)));
}

describe('the check prom.targets', () => {
  it('passes with the one target of the documentation, and does not count what was dropped', async () => {
    expect(await look(recorded('targets'))).toMatchObject({
      verdict: 'pass',
      summary: '1 of 1 targets are up',
    });
  });

  it.each<[string, string, Record<string, unknown>, CheckResult['verdict']]>([
    ['one that is down', targets({ service: 'a' }, { service: 'b', health: 'down' }), {}, 'fail'],
    ['one that was not asked yet', targets({ service: 'a', health: 'unknown' }), {}, 'inconclusive'],
    ['none', targets(), {}, 'inconclusive'],
    ['none with the label', targets({ service: 'a' }), { match: { job: 'other' } }, 'inconclusive'],
    [
      'one without the label that is down',
      targets({ service: 'a' }, { service: 'b', health: 'down' }),
      { match: { service: 'a' } },
      'pass',
    ],
    ['fewer than there must be', targets({ service: 'a' }), { min: 2 }, 'fail'],
    ['an answer without targets', '{"status":"success","data":{}}', {}, 'inconclusive'],
  ])('answers to %s', async (_what, body, more, verdict) => {
    expect(await look(body, more)).toMatchObject({ verdict });
  });

  it('names those that are down first, with the last error, and the services behind them', async () => {
    const down = { service: 'q2q-ai', health: 'down', lastError: 'context deadline exceeded' };
    const result = await look(targets({ service: 'api-gateway' }, down));
    expect(result.summary).toBe('1 of 2 targets are up; not: q2q-ai');
    expect(result.evidence[0]).toMatchObject({
      what: 'q2q-ai',
      where: 'http://10.0.0.1/q2q-ai',
      observed: 'down: context deadline exceeded',
      since: '2026-03-02T10:00:00.000Z',
    });
    expect(result.failing).toEqual(['q2q-ai']);
  });

  it('knows no time of a target that was never asked', async () => {
    const result = await look(targets({ service: 'a', health: 'down', lastScrape: '0001-01-01T00:00:00Z' }));
    expect(result.evidence[0].since).toBeUndefined();
  });
});
