import type { RunContext } from '../context.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing, unanswered } from './answers.ts';
import type { CheckResult } from './define-check.ts';
import { clusterError } from './watch-until.ts';

/** Works on the pinned cluster. That there is none, and whatever its calls throw, is an error of the check. */
export async function withCluster(
  check: string,
  context: RunContext,
  work: (cluster: Cluster) => Promise<CheckResult>,
): Promise<CheckResult> {
  const { cluster } = context.ports;
  if (cluster === undefined) return missing(check, 'a pinned cluster', 'none');
  try {
    return await work(cluster);
  } catch (thrown) {
    return unanswered(check, clusterError(thrown));
  }
}
