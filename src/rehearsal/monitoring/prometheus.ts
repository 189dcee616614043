import type { Stop, World } from '../kubernetes/world.ts';
import { type Alert, activeAlerts } from './rules.ts';
import { type Reading, SeriesStore } from './series.ts';
import { memoryReadings } from './memory.ts';
import { askTargets, type Target } from './targets.ts';

/** Simulated milliseconds between two rounds. */
const interval = 15_000;

/** Simulated milliseconds that figures are kept. */
const retention = 3600_000;

export interface PrometheusOptions {
  readonly world: World;
  /** How many times as fast as the wall clock simulated time runs. */
  readonly pace: number;
  /** The namespace of what is not a pod, such as the consumers of NATS. */
  readonly namespace: string;
  /** Streams whose consumers are stuck at the moment. */
  readonly stuckConsumers: () => readonly string[];
}

/** What the Prometheus of a rehearsal knows at the moment. */
export interface Prometheus {
  readonly store: SeriesStore;
  readonly pace: number;
  targets(): readonly Target[];
  alerts(): readonly Alert[];
  /** Milliseconds since 1970. */
  now(): number;
  /** Settled after three rounds: a rate takes two figures, also of errors that have just begun. */
  readonly warm: Promise<void>;
  readonly stop: Stop;
}

/** Starts to ask the pods of a simulated cluster for their figures, round by round, until it is stopped. */
export function startPrometheus({ world, pace, namespace, stuckConsumers }: PrometheusOptions): Prometheus {
  const store = new SeriesStore(retention / pace);
  const now = (): number => world.schedule.now();
  const stuckSince = new Map<string, number>();
  let targets: readonly Target[] = [];
  let alerts: readonly Alert[] = [];
  const { promise: warm, resolve: warmed } = Promise.withResolvers<void>();
  let rounds = 0;
  let cancel: Stop | undefined;

  function pending(): readonly Reading[] {
    for (const stream of stuckConsumers()) if (!stuckSince.has(stream)) stuckSince.set(stream, now());
    return [...stuckSince].map(([stream, since]) => ({
      labels: { __name__: 'jetstream_consumer_num_pending', job: 'nats', namespace, stream_name: stream },
      value: stuckConsumers().includes(stream) ? 1 + Math.round((now() - since) * pace * perMillisecond) : 0,
    }));
  }

  function round(): void {
    cancel = world.schedule.after(interval, round);
    targets = askTargets(world);
    const at = now();
    store.add(at, [
      ...targets.flatMap(({ readings }) => readings),
      ...pending(),
      ...memoryReadings(world),
      ...alerts.map(alertReading),
    ]);
    alerts = activeAlerts(alerts, { store, at, pace });
    rounds += 1;
    if (rounds === 3) warmed();
  }

  round();
  return { store, pace, now, targets: () => targets, alerts: () => alerts, warm, stop: () => cancel?.() };
}

/** Messages that come to a stream in a simulated millisecond. */
const perMillisecond = 0.02;

function alertReading({ labels, state }: Alert): Reading {
  return { labels: { __name__: 'ALERTS', alertstate: state, ...labels }, value: 1 };
}
