import { describe, expect, it } from 'vitest';
import { pagerdutyMaintenance } from '../../../src/steps/actions/pagerduty-maintenance.ts';
import { pagerdutyMaintenanceEnd } from '../../../src/steps/actions/pagerduty-maintenance-end.ts';
import { silenceCreate } from '../../../src/steps/actions/silence-create.ts';
import { silenceExpire } from '../../../src/steps/actions/silence-expire.ts';
import { statuspageMaintenance } from '../../../src/steps/actions/statuspage-maintenance.ts';
import { statuspageMaintenanceEnd } from '../../../src/steps/actions/statuspage-maintenance-end.ts';
import type { Check } from '../../../src/steps/checks/define-check.ts';
import { announcing, announcingContext, outsideHttp } from '../../fixtures/announce/outside-http.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

interface Case {
  readonly open: Check;
  readonly end: Check;
  readonly args: Readonly<Record<string, unknown>>;
  readonly endArgs: Readonly<Record<string, unknown>>;
  readonly value: string;
  readonly creates: RegExp;
  readonly lists: RegExp;
  readonly closes: RegExp;
  readonly byHand: RegExp;
}

const cases: readonly Case[] = [
  {
    open: pagerdutyMaintenance,
    end: pagerdutyMaintenanceEnd,
    args: { text: 'Deployment of v1.2.3' },
    endArgs: {},
    value: 'maintenance-window',
    creates: /^POST .*\/maintenance_windows /,
    lists: /^GET .*\/maintenance_windows/,
    closes: /^DELETE .*\/maintenance_windows\/PWIN1 $/,
    byHand: /Maintenance windows, End now/,
  },
  {
    open: statuspageMaintenance,
    end: statuspageMaintenanceEnd,
    args: { text: 'We deploy a new version.', components: ['c1'] },
    endArgs: { 'text-after': 'It is done.', components: ['c1'] },
    value: 'status-page-maintenance',
    creates: /^POST .*\/incidents /,
    lists: /^GET .*\/incidents/,
    closes: /^PATCH .*\/incidents\/page-incident-1 .*completed/,
    byHand: /Update, Completed/,
  },
  {
    open: silenceCreate,
    end: silenceExpire,
    args: { text: 'Deployment of v1.2.3', matchers: { alertname: 'HighLatency' } },
    endArgs: { matchers: { alertname: 'HighLatency' } },
    value: 'silence',
    creates: /^POST .*\/silences /,
    lists: /^GET .*\/silences/,
    closes: /^DELETE .*\/silence\//,
    byHand: /amtool silence expire .*namespace="teei-production" alertname="HighLatency"/,
  },
];

function asked(http: ReturnType<typeof outsideHttp>, which: RegExp): number {
  return http.requests.filter(({ method, url, body = '' }) => which.test(`${method} ${url} ${body}`)).length;
}

describe.each(cases)('$open.name', ({ open, end, args, endArgs, value, creates, lists, closes, byHand }) => {
  function start() {
    const clock = fakeClock();
    const http = outsideHttp(clock);
    const context = (session?: string) =>
      announcingContext(http, { ...(session === undefined ? {} : { session }), ports: { clock } });
    const hold = open.hold(args);
    if (hold === undefined) throw new Error('it is no hold');
    return { clock, http, context, hold };
  }

  it('opens one, which the session puts off while it lives, and closes at its end', async () => {
    const { clock, http, context, hold } = start();
    const opened = await open.run(args, context());
    expect(opened.verdict).toBe('pass');
    expect(opened.values?.[value]).toMatch(/\w/);
    clock.advance(hold.renewEvery);
    const first = await hold.renew(context());
    clock.advance(hold.renewEvery);
    const second = await hold.renew(context());
    expect([first.found, second.found]).toEqual(['held', 'held']);
    expect(second.observed).not.toBe(first.observed);
    expect(await hold.release(context())).toMatchObject({ result: 'released' });
    expect(await hold.release(context())).toMatchObject({ result: 'not-held' });
    expect(asked(http, closes)).toBe(1);
  });

  it('is found lost once somebody else has closed it, and can be opened again', async () => {
    const { context, hold } = start();
    await open.run(args, context());
    await hold.release(context());
    expect(await hold.renew(context())).toMatchObject({ found: 'lost' });
    expect(await hold.retake(context())).toMatchObject({ found: 'held' });
    expect(await hold.renew(context())).toMatchObject({ found: 'held' });
  });

  it('takes up its own on a retry, such as after a lost answer, and leaves that of another session', async () => {
    const { http, context, hold } = start();
    await open.run(args, context());
    expect(await open.run(args, context())).toMatchObject({ verdict: 'pass' });
    expect((await open.run(args, context())).summary).toContain('open already');
    expect(await hold.release(context('20260302-100000-deploy-7f3b'))).toMatchObject({ result: 'not-held' });
    await open.run(args, context('20260302-100000-deploy-7f'));
    expect(asked(http, closes)).toBe(0);
    expect(await hold.renew(context())).toMatchObject({ found: 'held' });
  });

  it('is closed by a step of its own', async () => {
    const { context, hold } = start();
    await open.run(args, context());
    expect(end.closes(endArgs)).toBe(hold.key);
    expect(await end.run(endArgs, context())).toMatchObject({ verdict: 'pass' });
    expect(await hold.renew(context())).toMatchObject({ found: 'lost' });
    expect(await end.run(endArgs, context())).toMatchObject({ verdict: 'pass' });
  });

  it('says what to do by hand where it can’t be closed', async () => {
    const { http, context, hold } = start();
    await open.run(args, context());
    for (const which of [lists, closes]) {
      http.fail(which, 'unreachable');
      const release = await hold.release(context());
      expect(release.result).toBe('failed');
      expect(release.result === 'failed' ? release.next : '').toMatch(byHand);
      const ended = await end.run(endArgs, context());
      expect(ended.verdict).toBe('error');
      expect(ended.evidence[0].next).toMatch(byHand);
    }
  });

  it.each([
    ['unreachable', 'unreachable', /ECONNREFUSED/],
    ['a refused credential', { status: 401 }, /not accepted/],
    ['too many requests', { status: 429, headers: { 'retry-after': '30' } }, /too many/],
    ['a server in trouble', { status: 503 }, /HTTP 503/],
    [
      'a request that it does not take',
      { status: 422, body: '{"error":["name is bad"]}' },
      /HTTP 422: name is bad/,
    ],
    ['a bad request in words', { status: 400, body: '"bad matcher"' }, /HTTP 400: bad matcher/],
    ['a page', { status: 200, body: '<html>' }, /HTTP 200$/],
    ['nothing', { status: 200, body: '' }, /HTTP 200$/],
  ] as const)('never passes on %s', async (_what, fault, says) => {
    for (const which of [lists, creates]) {
      const { http, context } = start();
      http.fail(which, fault);
      const result = await open.run(args, context());
      expect(result.verdict).toBe('error');
      expect(result.summary).toMatch(says);
    }
  });

  it('is neither held nor lost while nobody answers', async () => {
    const { http, context, hold } = start();
    await open.run(args, context());
    http.fail(/./, { status: 503 });
    expect(await hold.renew(context())).toMatchObject({ found: 'unknown' });
    expect(await hold.retake(context())).toMatchObject({ found: 'unknown' });
  });

  it('is inconclusive without its endpoint, and says what to write', async () => {
    const { http } = start();
    const result = await open.run(
      args,
      announcingContext(http, { environment: { ...announcing, endpoints: {} } }),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive', evidence: [{ where: 'platform.yaml' }] });
    expect(http.requests).toEqual([]);
  });

  it('shows the exact text before it is sent, and keeps it in the evidence', async () => {
    const { context } = start();
    expect(open.changes(args, context()).join('\n')).toContain(String(args['text']));
    const { evidence } = await open.run(args, context());
    expect(evidence[0].details?.join('\n')).toContain(String(args['text']));
  });
});

describe('what PagerDuty and Statuspage are told of', () => {
  it.each([
    [pagerdutyMaintenance, ['pagerduty-service', 'pagerduty-from']],
    [statuspageMaintenance, ['statuspage-page']],
  ] as const)('is inconclusive for a team without the value: $name', async (open, values) => {
    for (const missing of values) {
      const http = outsideHttp(fakeClock());
      const environment = { ...announcing, values: { ...announcing.values, [missing]: '' } };
      const result = await open.run({ text: 'Deployment' }, announcingContext(http, { environment }));
      expect(result).toMatchObject({ verdict: 'inconclusive' });
      expect(result.summary).toContain(missing);
    }
  });

  it('names services, sender, session and operator to PagerDuty', async () => {
    const http = outsideHttp(fakeClock());
    await pagerdutyMaintenance.run(
      { text: 'Deployment', service: 'PA, PB', from: 'a@b.c' },
      announcingContext(http),
    );
    const posted = http.requests.find(({ method }) => method === 'POST');
    expect(posted?.headers).toMatchObject({
      From: 'a@b.c',
      Authorization: 'Token token=rehearsal-pagerduty-key',
      Accept: 'application/vnd.pagerduty+json;version=2',
    });
    expect(JSON.parse(posted?.body ?? '')).toEqual({
      maintenance_window: {
        type: 'maintenance_window',
        start_time: '2026-03-02T10:00:00.000Z',
        end_time: '2026-03-02T11:00:00.000Z',
        description: 'Deployment (teei-runbook session 20260302-100000-deploy-7f3a deployment, olga@bastion)',
        services: [
          { id: 'PA', type: 'service_reference' },
          { id: 'PB', type: 'service_reference' },
        ],
      },
    });
  });
});
