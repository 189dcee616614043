import { field, items, number, record, text } from '../../manifest/json.ts';

/** A consumer of JetStream at one moment. */
export interface Consumer {
  /** `STREAM > CONSUMER`, with the account before it where that is not the usual one. */
  readonly name: string;
  /** When the server says that this was so, in milliseconds since 1970. */
  readonly at: number;
  /** Messages that were not delivered yet. */
  readonly pending: number;
  /** Messages that were delivered and are not acknowledged. */
  readonly unacknowledged: number;
  readonly redelivered: number;
  /** Sequence of the consumer up to which everything is acknowledged. */
  readonly acknowledged: number;
  /** Of a consumer that asks for messages: how many requests wait for one. */
  readonly waiting: number;
  /** When it was made: one that was made anew under its name counts from the beginning. */
  readonly created: string;
  readonly paused: boolean;
}

export type Consumers =
  | { readonly kind: 'known'; readonly consumers: readonly Consumer[] }
  | { readonly kind: 'none-of-nats' }
  /** The server runs without JetStream. */
  | { readonly kind: 'disabled' };

/**
 * The consumers of an answer of the monitoring endpoint `/jsz`
 * (https://docs.nats.io/running-a-nats-service/nats_admin/monitoring#jetstream-information-jsz).
 */
export function readConsumers(json: unknown): Consumers {
  const at = Date.parse(text(field(json, 'now')) ?? '');
  if (Number.isNaN(at) || text(field(json, 'server_id')) === undefined) return { kind: 'none-of-nats' };
  if (field(json, 'disabled') === true) return { kind: 'disabled' };
  const consumers = items(field(json, 'account_details')).flatMap((account) =>
    items(field(account, 'stream_detail')).flatMap((stream) =>
      items(field(stream, 'consumer_detail')).map((each) => consumer(account, stream, each, at)),
    ),
  );
  return { kind: 'known', consumers };
}

function consumer(account: unknown, stream: unknown, each: unknown, at: number): Consumer {
  const owner = text(field(account, 'name')) ?? '$G';
  const name = `${text(field(stream, 'name')) ?? '?'} > ${text(field(each, 'name')) ?? '?'}`;
  // A member that is zero is there, but of `redelivered` and `waiting` in older servers.
  const count = (...path: readonly string[]): number => number(field(each, ...path)) ?? Number.NaN;
  const optional = (key: string): number => number(record(each)[key]) ?? 0;
  return {
    name: owner === '$G' ? name : `${owner}: ${name}`,
    at,
    pending: count('num_pending'),
    unacknowledged: count('num_ack_pending'),
    redelivered: optional('num_redelivered'),
    acknowledged: count('ack_floor', 'consumer_seq'),
    waiting: optional('num_waiting'),
    created: text(field(each, 'created')) ?? '',
    paused: field(each, 'paused') === true,
  };
}
