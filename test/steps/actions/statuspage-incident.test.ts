import { describe, expect, it } from 'vitest';
import { statuspageIncident } from '../../../src/steps/actions/statuspage-incident.ts';
import { announcingContext, outsideHttp } from '../../fixtures/announce/outside-http.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

const first = {
  status: 'investigating',
  name: 'Errors on login',
  text: 'We look into it.',
  components: ['c1'],
};

describe('the incident of a session on the status page', () => {
  it('is opened by the first and updated by the next ones', async () => {
    const http = outsideHttp(fakeClock());
    const context = announcingContext(http);
    const values = { 'status-page-incident': 'page-incident-1' };
    expect(await statuspageIncident.run(first, context)).toMatchObject({ verdict: 'pass', values });
    const next = { status: 'resolved', text: 'It is over.', components: ['c1'], notify: false };
    expect(await statuspageIncident.run(next, context)).toMatchObject({ verdict: 'pass', values });
    const sent = http.requests.filter(({ method }) => method !== 'GET');
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      incident: {
        name: 'Errors on login',
        status: 'investigating',
        components: { c1: 'degraded_performance' },
      },
    });
    expect(JSON.parse(sent[1]?.body ?? '')).toEqual({
      incident: {
        status: 'resolved',
        body: 'It is over.',
        deliver_notifications: false,
        component_ids: ['c1'],
        components: { c1: 'operational' },
      },
    });
  });

  it('is not that of another session', async () => {
    const http = outsideHttp(fakeClock());
    await statuspageIncident.run(first, announcingContext(http));
    await statuspageIncident.run(first, announcingContext(http, { session: 'other' }));
    expect(http.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it.each([
    [
      'a state that it does not take',
      { status: 422, body: '{"error":["status is bad"]}' },
      /422: status is bad/,
    ],
    ['its own too many requests', { status: 420, body: 'Enhance Your Calm' }, /420: Enhance/],
    ['a page', { status: 200, body: '<html>' }, /HTTP 200/],
    ['nobody there', 'unreachable', /no answer/],
  ] as const)('is not taken for told on %s', async (_what, fault, says) => {
    for (const method of ['GET', 'POST']) {
      const http = outsideHttp(fakeClock());
      http.fail(new RegExp(`^${method}`), fault);
      const result = await statuspageIncident.run(first, announcingContext(http));
      expect(result.verdict).toBe('error');
      expect(result.summary).toMatch(says);
    }
  });
});
