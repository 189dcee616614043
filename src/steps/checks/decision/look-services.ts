import type { RunContext } from '../../context.ts';
import { httpCheck } from '../http-check.ts';
import { targetsOf } from '../targets.ts';
import { clusterError } from '../watch-until.ts';
import { ClusterError } from '../../ports/cluster.ts';
import type { Known, ServiceHealth } from './facts.ts';

/** Requests to the health endpoint of each service, all of which have to be answered. */
const samples = 3;

/** The health endpoints of all services, asked through the API server. Where that is in doubt, nothing is known. */
export async function lookAtHealth(context: RunContext): Promise<Known<ServiceHealth>> {
  const result = await httpCheck.run({ services: 'all', samples }, context);
  if (result.verdict === 'error' || result.verdict === 'inconclusive') {
    const { next } = result.evidence[0];
    return { kind: 'unknown', observed: result.summary, ...(next === undefined ? {} : { next }) };
  }
  const rows = result.evidence.filter((row) => row.result !== 'pass');
  return {
    kind: 'known',
    value: {
      asked: result.evidence.length,
      failing: rows.map(({ what, observed }) => ({ service: what, observed })),
    },
  };
}

/** Services whose Deployment wants pods and has none that is available, or is not there. */
export async function lookAtPods(context: RunContext): Promise<Known<readonly string[]>> {
  const { cluster } = context.ports;
  if (cluster === undefined) return { kind: 'unknown', observed: 'this session has no cluster' };
  const state = await cluster.look(['deployments']).catch(clusterError);
  if (state instanceof ClusterError) return { kind: 'unknown', observed: state.message };
  const down = targetsOf('all', context).filter(({ deployment }) => {
    const found = state.deployments.find(({ name }) => name === deployment);
    return found === undefined || (found.replicas > 0 && found.pods.available === 0);
  });
  return { kind: 'known', value: down.map(({ service }) => service) };
}
