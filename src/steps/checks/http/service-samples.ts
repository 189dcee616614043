import type { RunContext } from '../../context.ts';
import type { Evidence } from '../../outcome.ts';
import { type Cluster, ClusterError, type ServiceRequest } from '../../ports/cluster.ts';
import type { HttpAnswer } from '../../ports/http.ts';
import { clusterError } from '../watch-until.ts';
import type { Answer } from './expect-answer.ts';
import { servicePorts, type ServiceTarget } from './service-targets.ts';

/** Requests to one service at the same time. */
const together = 2;
/** Milliseconds before an API server that was in trouble is asked again. */
const pauses: readonly number[] = [500, 1000, 2000, 4000];

/** What came of one request. */
export interface Sample {
  /** Undefined: it never came, or took too long. */
  readonly milliseconds: number | undefined;
  /** What was not as expected; undefined: all was. */
  readonly fault: string | undefined;
  /** It took longer than the timeout: the service, or the API server on the way to it. */
  readonly late: boolean;
}

export interface ServiceSamples {
  readonly target: ServiceTarget;
  readonly samples: readonly Sample[];
}

export interface SampledServices {
  readonly sampled: readonly ServiceSamples[];
  /** What no Service was found of: nothing was asked. */
  readonly absent: readonly ServiceTarget[];
}

type KnownTarget = ServiceTarget & { readonly port: number };

export interface Sampling {
  readonly cluster: Cluster;
  readonly context: RunContext;
  readonly method: ServiceRequest['method'];
  readonly body: string | undefined;
  /** Milliseconds for one answer. */
  readonly timeout: number;
  /** Bytes of a body that are looked at. */
  readonly limit: number;
  /** How many requests to each service. */
  readonly samples: number;
  /** Rows of evidence on one answer, as it is expected or not. */
  judge(target: ServiceTarget, answer: Answer): readonly Evidence[];
}

/**
 * Asks all services at once, each at the port of its Service. An API server in trouble is asked again for a while;
 * rejects with ClusterError if that is no use, for then nothing is known of the services.
 */
export async function sampleServices(
  sampling: Sampling,
  targets: readonly ServiceTarget[],
): Promise<SampledServices> {
  const ports = await servicePorts(sampling.cluster, targets);
  const known = targets.flatMap((target) => {
    const port = ports.get(target.name);
    return port === undefined ? [] : [{ ...target, port }];
  });
  const absent = targets.filter(({ name }) => !ports.has(name));
  return { sampled: await sampleKnown(sampling, known), absent };
}

function sampleKnown(
  sampling: Sampling,
  targets: readonly KnownTarget[],
): Promise<readonly ServiceSamples[]> {
  return Promise.all(
    targets.map(async (target): Promise<ServiceSamples> => {
      const samples: Sample[] = [];
      const lane = async (count: number): Promise<void> => {
        for (let at = 0; at < count && !sampling.context.signal.aborted; at += 1) {
          samples.push(await sampleOnce(sampling, target));
        }
      };
      const half = Math.floor(sampling.samples / together);
      await Promise.all([lane(sampling.samples - half), lane(half)]);
      return { target, samples };
    }),
  );
}

async function sampleOnce(sampling: Sampling, target: KnownTarget): Promise<Sample> {
  const answer = await askPatiently(sampling, target);
  if (answer === 'late') {
    const fault = `no answer within ${String(sampling.timeout)} ms`;
    return { milliseconds: undefined, fault, late: true };
  }
  if (answer.kind === 'unreachable') {
    return { milliseconds: undefined, fault: `no answer: ${answer.reason}`, late: false };
  }
  const bad = sampling.judge(target, answer).find(({ result }) => result !== 'pass');
  const fault = bad === undefined ? undefined : `${bad.what} ${bad.observed}`;
  return { milliseconds: answer.milliseconds, fault, late: false };
}

async function askPatiently(
  { cluster, context, method, body, timeout, limit }: Sampling,
  { name, port, path }: KnownTarget,
): Promise<HttpAnswer | 'late'> {
  const request: ServiceRequest = {
    service: name,
    port,
    method,
    path,
    ...(body === undefined ? {} : { body }),
    timeout,
    limit,
    signal: context.signal,
  };
  for (const pause of pauses) {
    const answer = await cluster.askService(request).catch(clusterError);
    if (!(answer instanceof ClusterError)) return answer;
    if (answer.reason === 'timeout') return 'late';
    if (!answer.passing || context.signal.aborted) throw answer;
    await context.ports.clock.sleep(pause, context.signal);
  }
  return cluster.askService(request);
}
