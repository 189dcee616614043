import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemHttp } from '../../src/platform/http.ts';
import type { CheckResult } from '../../src/steps/checks/define-check.ts';
import { natsLag } from '../../src/steps/checks/nats-lag.ts';
import { environment, fakeClock, fakeRunContext, inventory } from '../fixtures/run-context.ts';
import { natsServer, type NatsServer, startNats } from './support/nats.ts';

const why =
  natsServer === undefined ? ' (skipped: nats-server is not installed; apt-get install nats-server)' : '';

/** Looks, and lets `between` happen between the two samples. */
function look(
  url: string,
  args: Record<string, unknown>,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<CheckResult> {
  const clock = { ...fakeClock(), sleep: async () => void (await between()) };
  return natsLag.run(
    args,
    fakeRunContext({
      environment: { ...environment, endpoints: { nats: url } },
      inventory: { ...inventory, thresholds: { 'consumer-lag-messages': 1000 } },
      ports: { http: systemHttp, clock },
    }),
  );
}

describe.skipIf(natsServer === undefined)(`nats.lag, asking a real NATS${why}`, () => {
  let nats: NatsServer;

  beforeAll(async () => {
    nats = await startNats();
    await nats.request('STREAM.CREATE.orders', { name: 'orders', subjects: ['orders.>'] });
  }, 30_000);
  afterAll(() => nats.stop());

  async function makeConsumer(name: string): Promise<void> {
    const config = { durable_name: name, ack_policy: 'explicit', filter_subject: `orders.${name}` };
    const answer = await nats.request(`CONSUMER.DURABLE.CREATE.orders.${name}`, {
      stream_name: 'orders',
      config,
    });
    expect(answer).not.toMatch(/"error"/);
  }

  it('is inconclusive while there is no consumer', async () => {
    const result = await look(nats.url, {});
    expect(result).toMatchObject({ verdict: 'inconclusive', evidence: [{ observed: 'none' }] });
  });

  it('passes for a consumer that keeps up, and compares what comes in with what is processed', async () => {
    await makeConsumer('fast');
    await nats.publish('orders.fast', 5);
    const result = await look(nats.url, { 'min-messages': 10 }, async () => {
      await nats.publish('orders.fast', 20);
      await nats.consume('orders', 'fast', 25, true);
      await nats.request('CONSUMER.INFO.orders.fast', {});
    });
    expect(result.summary).toMatch(/^NATS: 1 consumers, the most that wait are 0 of orders > fast$/);
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ what: 'orders > fast', result: 'pass' }] });
    expect(result.evidence[0].observed).toMatch(
      /^0 wait; [\d.e+]+ a second come in, [\d.e+]+ a second are processed$/,
    );
  });

  it('fails for one that is stuck: messages wait, and nobody asks for them', async () => {
    await makeConsumer('idle');
    await nats.publish('orders.idle', 7);
    const result = await look(nats.url, {});
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0]).toMatchObject({
      what: 'orders > idle',
      observed: '7 wait, and none is acknowledged: it is stuck',
    });
    expect(result.evidence[0].next).toMatch(/^Nobody asks for messages/);
    expect(result.measured).toEqual({ label: 'messages that wait', unit: '', value: 7 });
  });

  it('tells what is delivered and not acknowledged', async () => {
    await makeConsumer('silent');
    await nats.publish('orders.silent', 9);
    await nats.consume('orders', 'silent', 4, false);
    const result = await look(nats.url, {});
    const row = result.evidence.find(({ what }) => what === 'orders > silent');
    expect(row).toMatchObject({ result: 'fail', observed: '5 wait, and none is acknowledged: it is stuck' });
    expect(row?.next).toMatch(/^4 are delivered and not acknowledged/);
  });

  it('fails for one that falls behind', async () => {
    await makeConsumer('slow');
    const result = await look(nats.url, { 'min-messages': 10 }, async () => {
      await nats.publish('orders.slow', 40);
      await nats.consume('orders', 'slow', 10, true);
      await nats.request('CONSUMER.INFO.orders.slow', {});
    });
    const row = result.evidence.find(({ what }) => what === 'orders > slow');
    expect(row?.result).toBe('fail');
    expect(row?.observed).toMatch(/^30 wait; .*: it falls behind$/);
  });

  it('fails where more wait than may, the worst first', async () => {
    const result = await look(nats.url, { below: 8 });
    expect(result.evidence.map(({ what }) => what).slice(0, 2)).toEqual(['orders > slow', 'orders > idle']);
  });

  it('takes streams that are not there for nothing to look at', async () => {
    expect((await look(nats.url, { streams: ['payments'] })).verdict).toBe('inconclusive');
  });

  it('is an error where the address is something else of NATS, or nobody', async () => {
    expect((await look(`${nats.url}/healthz`, {})).verdict).toBe('error');
    expect((await look('http://127.0.0.1:1', {})).verdict).toBe('error');
  });

  it('is inconclusive for a server without JetStream', async () => {
    const plain = await startNats(false);
    try {
      const result = await look(plain.url, {});
      expect(result).toMatchObject({ verdict: 'inconclusive', evidence: [{ expected: 'JetStream' }] });
    } finally {
      await plain.stop();
    }
  });
});
