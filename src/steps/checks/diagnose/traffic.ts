import type { RunContext } from '../../context.ts';
import type { Cluster } from '../../ports/cluster.ts';
import { type Sampling, type ServiceSamples, sampleServices } from '../http/service-samples.ts';
import { serviceTargets } from '../http/service-targets.ts';
import { readSamples } from '../prom/samples.ts';
import { askPrometheus } from '../prom/source.ts';
import { clusterError } from '../watch-until.ts';
import type { Unseen } from './clue.ts';

/** What a service's requests are like: as Prometheus counts those of the users, or as a few of ours came out. */
export interface Manner {
  readonly service: string;
  /** Undefined: not known. */
  readonly errorPercent: number | undefined;
  /** 95 of 100 requests are quicker; milliseconds. Of ours: the second slowest. */
  readonly p95: number | undefined;
  /** `Prometheus, last 2 min`, or `12 requests through the API server`. */
  readonly by: string;
}

export interface Measured {
  readonly manners: readonly Manner[];
  readonly unseen: readonly Unseen[];
}

const timeout = 10_000;
const limit = 64 * 1024;
const samples = 12;

/** Measures every service: by Prometheus where it answers, else by a few requests through the API server's proxy. */
export async function measure(cluster: Cluster, context: RunContext): Promise<Measured> {
  const counted = await countedBy(context);
  if (counted !== undefined && counted.length > 0) return { manners: counted, unseen: [] };
  const { manners, unseen } = await sampled(cluster, context);
  // A few requests of ours to the first page say nothing of what users ask for: they may find, and never acquit.
  return {
    manners,
    unseen:
      context.environment.endpoints['prometheus'] === undefined ? unseen : [...unseen, uncounted(counted)],
  };
}

function uncounted(counted: readonly Manner[] | undefined): Unseen {
  const what = 'what the requests of the users are like';
  return counted === undefined
    ? { what, why: 'Prometheus did not answer', next: 'Look whether Prometheus runs, and look again' }
    : {
        what,
        why: 'Prometheus has no figure of these services',
        next: 'Look at its targets, and look again',
      };
}

async function countedBy(context: RunContext): Promise<readonly Manner[] | undefined> {
  const { namespace } = context.environment;
  const requestsOf = (more: string): string =>
    `sum by (service) (rate(http_requests_total{namespace="${namespace}"${more}}[2m]))`;
  const [errors, latency] = await Promise.all([
    figures(`100 * (${requestsOf(',status=~"5.."')} or 0 * ${requestsOf('')}) / ${requestsOf('')}`, context),
    figures(
      `1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket{namespace="${namespace}"}[2m])))`,
      context,
    ),
  ]);
  if (errors === undefined || latency === undefined) return undefined;
  const names = [...new Set([...errors.keys(), ...latency.keys()])].toSorted();
  return names.map((service) => ({
    service,
    errorPercent: errors.get(service),
    p95: latency.get(service),
    by: 'Prometheus, last 2 min',
  }));
}

/** Figures by service; those that are no number are left out. Undefined: Prometheus can't be asked. */
async function figures(query: string, context: RunContext): Promise<ReadonlyMap<string, number> | undefined> {
  const source = { endpoint: 'prometheus', timeout };
  const asked = await askPrometheus('diagnose.errors', source, '/api/v1/query', { query }, context);
  if (asked.kind === 'unanswered') return undefined;
  const read = readSamples(asked.data);
  const series = read.kind === 'samples' ? read.samples : [];
  return new Map(
    series
      .filter(({ value }) => Number.isFinite(value))
      .flatMap(({ labels, value }) =>
        labels['service'] === undefined ? [] : [[labels['service'], value] as const],
      ),
  );
}

/** A few requests of ours to the first page of each service: health endpoints may be well while all else fails. */
async function sampled(cluster: Cluster, context: RunContext): Promise<Measured> {
  const targets = serviceTargets('all', '/', context);
  try {
    const asked = {
      cluster,
      context,
      method: 'GET',
      body: undefined,
      timeout,
      limit,
      samples,
      judge,
    } as const;
    const { sampled: answered } = await sampleServices(asked, targets);
    return { manners: answered.map(mannerOf), unseen: [] };
  } catch (thrown) {
    const why = clusterError(thrown).message;
    const next = 'Ask for the right to get services/proxy, or name Prometheus in platform.yaml';
    return { manners: [], unseen: [{ what: 'how the services answer', why, next }] };
  }
}

const judge: Sampling['judge'] = ({ service }, { status }) => [
  {
    check: 'diagnose.errors',
    result: status >= 500 ? 'fail' : 'pass',
    what: service,
    expected: 'no error of the server',
    observed: `HTTP ${String(status)}`,
  },
];

function mannerOf({ target, samples: answers }: ServiceSamples): Manner {
  const times = answers.map(({ milliseconds }) => milliseconds ?? timeout).toSorted((a, b) => b - a);
  const failed = answers.filter(({ fault }) => fault !== undefined).length;
  return {
    service: target.service,
    errorPercent: answers.length === 0 ? undefined : (100 * failed) / answers.length,
    p95: times[1],
    by: `${String(answers.length)} requests through the API server`,
  };
}
