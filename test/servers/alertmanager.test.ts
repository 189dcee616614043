import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/platform/clock.ts';
import { systemHttp } from '../../src/platform/http.ts';
import { silenceCreate } from '../../src/steps/actions/silence-create.ts';
import { silenceExpire } from '../../src/steps/actions/silence-expire.ts';
import type { Check, CheckResult } from '../../src/steps/checks/define-check.ts';
import { environment, fakeRunContext } from '../fixtures/run-context.ts';
import { alertmanagerProgram, startAlertmanager } from './support/alertmanager.ts';

const why =
  alertmanagerProgram === undefined
    ? ' (skipped: alertmanager is not installed; apt-get install prometheus-alertmanager)'
    : '';

const silencesSchema = z.array(
  z.object({
    status: z.object({ state: z.string() }),
    matchers: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
);

describe.skipIf(alertmanagerProgram === undefined)(`silences of a real Alertmanager${why}`, () => {
  let server: Awaited<ReturnType<typeof startAlertmanager>>;
  beforeAll(async () => {
    server = await startAlertmanager();
  }, 30_000);
  afterAll(() => server.stop());

  function run(check: Check, args: Record<string, unknown>): Promise<CheckResult> {
    return check.run(
      args,
      fakeRunContext({
        environment: { ...environment, endpoints: { alertmanager: server.url } },
        values: { session: '20260302-1000-abcd' },
        ports: { http: systemHttp, clock: systemClock },
      }),
    );
  }

  async function states(): Promise<readonly string[]> {
    const answer = await fetch(`${server.url}/api/v2/silences`);
    return silencesSchema.parse(await answer.json()).map(({ status }) => status.state);
  }

  it('are created once, for the namespace, and expired', async () => {
    // Not in the order in which Alertmanager gives them back.
    const matchers = { severity: 'warning', alertname: 'HighLatency' };
    const args = { matchers, text: 'Deployment of v1.2.3' };
    expect(await run(silenceCreate, args)).toMatchObject({ verdict: 'pass' });
    expect(await run(silenceCreate, args)).toMatchObject({ verdict: 'pass' });
    expect(await states()).toEqual(['active']);
    const answer = await fetch(`${server.url}/api/v2/silences`);
    expect(silencesSchema.parse(await answer.json())[0]?.matchers).toContainEqual({
      name: 'namespace',
      value: 'teei-production',
    });
    expect(await run(silenceExpire, { matchers })).toMatchObject({ verdict: 'pass' });
    expect(await states()).toEqual(['expired']);
  });
});
