import { describe, expect, it } from 'vitest';
import { pagerdutyIncident } from '../../../src/steps/actions/pagerduty-incident.ts';
import { pagerdutyNote } from '../../../src/steps/actions/pagerduty-note.ts';
import { pagerdutyResolve } from '../../../src/steps/actions/pagerduty-resolve.ts';
import { pagerdutyAccess } from '../../../src/steps/checks/pagerduty-access.ts';
import { announcing, announcingContext, outsideHttp } from '../../fixtures/announce/outside-http.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

const args = {
  text: 'The deployment of v1.2.3 has failed',
  details: '4 of 16 services',
  severity: 'critical',
  links: { 'status page': 'https://status.example.com' },
};
const key = 'teei-runbook/20260302-100000-deploy-7f3a/incident';

function start() {
  const http = outsideHttp(fakeClock());
  const context = (session?: string) => announcingContext(http, session === undefined ? {} : { session });
  const incidents = async (wanted = key): Promise<unknown> => {
    const answer = await http.request({
      method: 'GET',
      url: `http://127.0.0.1:4711/pagerduty/incidents?incident_key=${encodeURIComponent(wanted)}`,
      headers: {
        Authorization: 'Token token=rehearsal-pagerduty-key',
        Accept: 'application/vnd.pagerduty+json;version=2',
      },
      timeout: 1000,
      limit: 1000,
    });
    return answer.kind === 'answer' ? JSON.parse(answer.body) : answer;
  };
  return { http, context, incidents };
}

describe('the incident of a session in PagerDuty', () => {
  it('is opened once, however often the step is run, and another session has its own', async () => {
    const { context, incidents } = start();
    for (let time = 0; time < 2; time += 1)
      expect(await pagerdutyIncident.run(args, context())).toMatchObject({
        verdict: 'pass',
        values: { 'pagerduty-incident': key },
      });
    await pagerdutyIncident.run(args, context('other'));
    expect(await incidents()).toMatchObject({ incidents: [{ status: 'triggered', title: args.text }] });
    expect(await incidents('teei-runbook/other/incident')).toMatchObject({ incidents: [{ id: 'PINC2' }] });
  });

  it('carries what people need to know, and the key in no evidence', async () => {
    const { http, context } = start();
    const result = await pagerdutyIncident.run(args, context());
    expect(JSON.parse(http.requests[0]?.body ?? '')).toEqual({
      routing_key: 'rehearsal-pagerduty-routing-key',
      event_action: 'trigger',
      dedup_key: key,
      client: 'teei-runbook',
      payload: {
        summary: args.text,
        source: 'production/teei-production',
        severity: 'critical',
        component: 'teei-production',
        custom_details: {
          details: '4 of 16 services',
          session: '20260302-100000-deploy-7f3a',
          operator: 'olga@bastion',
        },
      },
      links: [{ href: 'https://status.example.com', text: 'status page' }],
    });
    expect(JSON.stringify(result)).not.toContain('routing-key');
  });

  it('is acknowledged, noted and resolved', async () => {
    const { context, incidents } = start();
    await pagerdutyIncident.run(args, context());
    expect(await pagerdutyResolve.run({ as: 'acknowledge' }, context())).toMatchObject({ verdict: 'pass' });
    expect(await incidents()).toMatchObject({ incidents: [{ status: 'acknowledged' }] });
    expect(await pagerdutyNote.run({ text: 'Rolled back.' }, context())).toMatchObject({ verdict: 'pass' });
    expect(await pagerdutyResolve.run({}, context())).toMatchObject({ verdict: 'pass' });
    expect(await incidents()).toMatchObject({ incidents: [{ status: 'resolved' }] });
  });

  it('has no note where there is none', async () => {
    const { context } = start();
    const result = await pagerdutyNote.run({ text: 'Rolled back.' }, context());
    expect(result).toMatchObject({
      verdict: 'fail',
      evidence: [{ observed: 'there is no incident of this session' }],
    });
  });

  it.each([
    ['a refused event', { status: 400, body: '{"message":"Event object is invalid"}' }, 'error'],
    ['202 and no word of success', { status: 202, body: '{}' }, 'error'],
    ['a page', { status: 200, body: '<html>' }, 'error'],
    ['too many requests', { status: 429 }, 'error'],
    ['a server in trouble', { status: 500 }, 'error'],
    ['nobody there', 'unreachable', 'error'],
  ] as const)('is not taken for opened on %s', async (_what, fault, verdict) => {
    const { http, context } = start();
    http.fail(/./, fault);
    expect(await pagerdutyIncident.run(args, context())).toMatchObject({ verdict });
    expect(await pagerdutyResolve.run({}, context())).toMatchObject({ verdict });
    expect(await pagerdutyNote.run({ text: 'x' }, context())).toMatchObject({ verdict });
  });

  it('is an error without a routing key, and inconclusive without an endpoint', async () => {
    const { http } = start();
    const keyless = announcingContext(http, { secret: () => undefined });
    expect(await pagerdutyIncident.run(args, keyless)).toMatchObject({ verdict: 'error' });
    const nowhere = announcingContext(http, { environment: { ...announcing, endpoints: {} } });
    expect(await pagerdutyIncident.run(args, nowhere)).toMatchObject({ verdict: 'inconclusive' });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'no address'])('has no link to %s', (href) => {
    expect(pagerdutyIncident.schema.safeParse({ ...args, links: { here: href } }).success).toBe(false);
  });
});

describe('the check pagerduty.access', () => {
  it('passes with a key that PagerDuty takes, and does not show it', async () => {
    const result = await pagerdutyAccess.run({}, start().context());
    expect(result).toMatchObject({ verdict: 'pass' });
    expect(JSON.stringify(result)).not.toContain('rehearsal-pagerduty-key');
  });

  it('is an error with another one, on a page, and without any', async () => {
    const { http, context } = start();
    for (const secret of ['wrong', undefined])
      expect(await pagerdutyAccess.run({}, announcingContext(http, { secret: () => secret }))).toMatchObject({
        verdict: 'error',
      });
    http.fail(/./, { status: 200, body: '<html>' });
    expect(await pagerdutyAccess.run({}, context())).toMatchObject({ verdict: 'error' });
  });
});
