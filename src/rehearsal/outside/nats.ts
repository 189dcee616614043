import { jsonReply, textReply } from '../services/http.ts';
import type { Json } from '../kubernetes/objects/json.ts';
import { simulatedTime } from './simulated-time.ts';
import type { StartSystem } from './system.ts';

/** The streams of the platform, with the service that consumes each. */
const streams = [
  { name: 'journey-triggers', consumer: 'journey-engine' },
  { name: 'notification-requests', consumer: 'notifications' },
  { name: 'impact-events', consumer: 'impact-calculator' },
] as const;

/** Messages that come to a stream in a simulated second. */
const perSecond = 20;

/** How many messages there were when it began. */
const before = 48_211;

/**
 * The monitoring port of NATS, with streams into which messages come all the time. A scenario has consumers stuck: from
 * then on they acknowledge nothing, and take it up where they left off.
 */
export const startNats: StartSystem = (surroundings) => {
  const now = simulatedTime(surroundings);
  const began = now();
  const sent = (at: number): number => before + Math.floor(((at - began) / 1000) * perSecond);
  const stuckAt = new Map<string, number>();

  const consumerJson = (stream: string, name: string, at: number): Json => {
    const isStuck = surroundings.platform().stuckConsumers.includes(stream);
    if (!isStuck) stuckAt.delete(stream);
    const since = stuckAt.get(stream) ?? at;
    if (isStuck) stuckAt.set(stream, since);
    const acknowledged = sent(since);
    const delivered = isStuck ? Math.min(sent(at), acknowledged + 5) : acknowledged;
    return {
      stream_name: stream,
      name,
      created: new Date(began).toISOString(),
      delivered: { consumer_seq: delivered, stream_seq: delivered },
      ack_floor: { consumer_seq: acknowledged, stream_seq: acknowledged },
      num_ack_pending: delivered - acknowledged,
      num_redelivered: delivered - acknowledged,
      num_waiting: isStuck ? 0 : 1,
      num_pending: sent(at) - delivered,
    };
  };

  const known = (): readonly { readonly name: string; readonly consumer: string }[] => [
    ...streams,
    ...surroundings
      .platform()
      .stuckConsumers.filter((name) => !streams.some((stream) => stream.name === name))
      .map((name) => ({ name, consumer: name })),
  ];

  return {
    reply: ({ path }) => {
      if (path === '/healthz') return jsonReply(200, { status: 'ok' });
      if (path !== '/jsz') return textReply(404, 'text/plain; charset=utf-8', '404 page not found\n');
      const at = now();
      const detail = known().map(({ name, consumer }) => ({
        name,
        state: { messages: sent(at), last_seq: sent(at), consumer_count: 1 },
        consumer_detail: [consumerJson(name, consumer, at)],
      }));
      return jsonReply(200, {
        server_id: 'REHEARSAL',
        now: new Date(at).toISOString(),
        streams: detail.length,
        consumers: detail.length,
        account_details: [{ name: '$G', id: '$G', stream_detail: detail }],
      });
    },
  };
};
