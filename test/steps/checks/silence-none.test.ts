import { describe, expect, it } from 'vitest';
import { silenceCreate } from '../../../src/steps/actions/silence-create.ts';
import { silenceNone } from '../../../src/steps/checks/silence-none.ts';
import { announcing, announcingContext, outsideHttp } from '../../fixtures/announce/outside-http.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

const args = { text: 'Deployment of v1.2.2', duration: '10m' };

describe('the check silence.none', () => {
  it('passes where nothing is silenced, and counts not what is this session’s own', async () => {
    const http = outsideHttp(fakeClock());
    expect(await silenceNone.run({}, announcingContext(http))).toMatchObject({ verdict: 'pass' });
    await silenceCreate.run(args, announcingContext(http));
    expect(await silenceNone.run({ of: 'anybody' }, announcingContext(http))).toMatchObject({
      verdict: 'pass',
    });
  });

  it('fails on what another session has left, until it has ended by itself', async () => {
    const clock = fakeClock();
    const http = outsideHttp(clock);
    await silenceCreate.run(args, announcingContext(http, { session: 'earlier', ports: { clock } }));
    const look = () => silenceNone.run({}, announcingContext(http, { ports: { clock } }));
    const left = await look();
    expect(left).toMatchObject({ verdict: 'fail', summary: 'Alertmanager: 1 silence is left' });
    expect(left.evidence[0].details?.[0]).toContain(
      'by olga@bastion, until 2026-03-02T10:10:00.000Z: Deployment of v1.2.2 (teei-runbook session earlier)',
    );
    clock.advance(11 * 60_000);
    expect(await look()).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['a page', { status: 200, body: '<html>' }, 'error'],
    ['an object', { status: 200, body: '{}' }, 'error'],
    ['nobody there', 'unreachable', 'error'],
  ] as const)('never passes on %s', async (_what, fault, verdict) => {
    const http = outsideHttp(fakeClock());
    http.fail(/./, fault);
    expect(await silenceNone.run({}, announcingContext(http))).toMatchObject({ verdict });
  });

  it('is inconclusive without an Alertmanager', async () => {
    const http = outsideHttp(fakeClock());
    const nowhere = announcingContext(http, { environment: { ...announcing, endpoints: {} } });
    expect(await silenceNone.run({}, nowhere)).toMatchObject({ verdict: 'inconclusive' });
  });
});
