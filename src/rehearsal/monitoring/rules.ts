import { labelKey, type Labels } from './series.ts';
import { evaluate, type Moment } from './promql/evaluate.ts';
import { parseQuery } from './promql/parse.ts';

/** An alerting rule, as a team has it in its rules.yaml. */
export interface Rule {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly query: string;
  /** Simulated milliseconds that it must last before it fires. */
  readonly lasts: number;
  readonly summary: string;
}

export interface Alert {
  readonly rule: Rule;
  readonly labels: Labels;
  readonly value: number;
  readonly state: 'pending' | 'firing';
  /** Milliseconds since 1970. */
  readonly since: number;
}

const errorRate =
  '100 * sum by (namespace, service) (rate(http_requests_total{status=~"5.."}[2m])) / sum by (namespace, service) (rate(http_requests_total[2m]))';

export const rules: readonly Rule[] = [
  {
    name: 'ServiceDown',
    severity: 'critical',
    query: 'sum by (namespace, service) (up) == 0',
    lasts: 2 * 60_000,
    summary: 'No pod of the service answers',
  },
  {
    name: 'HighErrorRate',
    severity: 'critical',
    query: `${errorRate} > 20`,
    lasts: 60_000,
    summary: 'More than 20 % of all requests fail',
  },
  {
    name: 'ElevatedErrorRate',
    severity: 'warning',
    query: `${errorRate} > 5`,
    lasts: 2 * 60_000,
    summary: 'More than 5 % of all requests fail',
  },
  {
    name: 'HighLatency',
    severity: 'warning',
    query:
      'histogram_quantile(0.95, sum by (namespace, service, le) (rate(http_request_duration_seconds_bucket[2m]))) > 2',
    lasts: 2 * 60_000,
    summary: 'The p95 of the latency is over 2 s',
  },
  {
    name: 'NatsConsumerStuck',
    severity: 'critical',
    query: 'jetstream_consumer_num_pending > 0',
    lasts: 60_000,
    summary: 'Messages wait, and none is acknowledged',
  },
  {
    name: 'NatsConsumerLag',
    severity: 'warning',
    query: 'jetstream_consumer_num_pending > 10000',
    lasts: 5 * 60_000,
    summary: 'More than 10,000 messages wait',
  },
  {
    name: 'HighMemoryUsage',
    severity: 'warning',
    query:
      '100 * max by (namespace, pod) (container_memory_working_set_bytes / (container_spec_memory_limit_bytes > 0)) > 90',
    lasts: 5 * 60_000,
    summary: 'A container uses more than 90 % of the memory that it may',
  },
];

const expressions = rules.map((rule) => ({ rule, expression: parseQuery(rule.query) }));

/** The alerts that are active now; those that were before keep the time at which they began. */
export function activeAlerts(before: readonly Alert[], moment: Moment): readonly Alert[] {
  return expressions.flatMap(({ rule, expression }) => {
    const value = evaluate(expression, moment);
    const samples = value.kind === 'vector' ? value.samples : [];
    return samples.map((sample): Alert => {
      const { __name__: _metric, ...own } = sample.labels;
      const labels = { ...own, alertname: rule.name, severity: rule.severity };
      const known = before.find((one) => labelKey(one.labels) === labelKey(labels));
      const since = known?.since ?? moment.at;
      const fires = (moment.at - since) * moment.pace >= rule.lasts;
      return { rule, labels, value: sample.value, state: fires ? 'firing' : 'pending', since };
    });
  });
}
