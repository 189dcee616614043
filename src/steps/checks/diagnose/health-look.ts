import type { RunContext } from '../../context.ts';
import type { Cluster } from '../../ports/cluster.ts';
import { type Sampling, type ServiceSamples, sampleServices } from '../http/service-samples.ts';
import { serviceTargets } from '../http/service-targets.ts';
import { clusterError } from '../watch-until.ts';
import type { Clue, Look } from './clue.ts';

const timeout = 10_000;
const limit = 16 * 1024;
const samples = 2;

/** Asks every service for its health, as the services that depend on it would find it. */
export async function lookAtHealth(cluster: Cluster, context: RunContext): Promise<Look> {
  const targets = serviceTargets('all', undefined, context);
  const what = `the health of ${String(targets.length)} services`;
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
    const { sampled } = await sampleServices(asked, targets);
    return { what, clues: sampled.flatMap(clueOf), unseen: [] };
  } catch (thrown) {
    const why = clusterError(thrown).message;
    return { what, clues: [], unseen: [{ what, why, next: 'Ask for the right to get services/proxy' }] };
  }
}

const judge: Sampling['judge'] = ({ service }, { status }) => [
  {
    check: 'diagnose.errors',
    result: status >= 200 && status < 300 ? 'pass' : 'fail',
    what: service,
    expected: 'HTTP 2xx',
    observed: `HTTP ${String(status)}`,
  },
];

function clueOf({ target, samples: answers }: ServiceSamples): readonly Clue[] {
  const faults = answers.flatMap(({ fault }) => fault ?? []);
  const [first] = faults;
  if (first === undefined || faults.length < answers.length) return [];
  return [
    {
      cause: 'unhealthy',
      services: [target.service],
      where: `Service ${target.name}, ${target.path}`,
      expected: 'its health endpoint answers HTTP 2xx',
      observed: `its health endpoint does not answer well: ${first}`,
      next: 'Look at this service first: others that call it fail because of it',
    },
  ];
}
