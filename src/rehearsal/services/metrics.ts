import { type HttpReply, textReply } from './http.ts';
import type { Instance } from './instance.ts';
import { bounds } from './traffic.ts';

/** GET /metrics: the counters in the text format of Prometheus, version 0.0.4. */
export function metrics({ service, version, behaviour, traffic, now }: Instance): HttpReply {
  const { requests, within, seconds } = traffic.countUntil(now, behaviour);
  const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
  const about = `service="${service}"`;
  return textReply(
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    [
      '# HELP service_info The version that is running.',
      '# TYPE service_info gauge',
      `service_info{${about},version="${version}"} 1`,
      '# HELP http_requests_total Requests that were answered, by status.',
      '# TYPE http_requests_total counter',
      ...[...requests]
        .toSorted(([a], [b]) => a - b)
        .map(
          ([status, count]) => `http_requests_total{${about},status="${String(status)}"} ${String(count)}`,
        ),
      '# HELP http_request_duration_seconds How long requests took.',
      '# TYPE http_request_duration_seconds histogram',
      ...bounds.map((bound, index) => bucket(about, String(bound), within[index] ?? 0)),
      bucket(about, '+Inf', total),
      `http_request_duration_seconds_sum{${about}} ${seconds.toFixed(3)}`,
      `http_request_duration_seconds_count{${about}} ${String(total)}`,
      '',
    ].join('\n'),
  );
}

function bucket(about: string, bound: string, count: number): string {
  return `http_request_duration_seconds_bucket{${about},le="${bound}"} ${String(count)}`;
}
