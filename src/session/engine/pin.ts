import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import type { Cluster, ClusterIdentity } from '../../steps/ports/cluster.ts';
import { type Deciding, kindOf } from '../decide/context.ts';
import type { PlannedStep } from '../plan.ts';
import type { ClusterPin } from '../state.ts';

/**
 * Asks the cluster who it is before a step that changes something, and compares with the session's pin
 * (law 5). True: checked and the same. False: there is nothing to check. Not ok: another cluster, or no answer.
 */
export async function checkPin(
  deciding: Deciding,
  planned: PlannedStep | undefined,
  cluster: Cluster | undefined,
): Promise<Result<boolean>> {
  const pin = deciding.state.cluster;
  if (planned === undefined || pin === undefined) return ok(false);
  if (kindOf(deciding, planned).effect(planned.step.config, planned.step.body) !== 'change') return ok(false);
  if (cluster === undefined)
    return err(problem('session/cluster-changed', 'This process has no connection to the cluster.'));
  try {
    const difference = pinDifference(pin, await cluster.identity());
    return difference === undefined ? ok(true) : err(difference);
  } catch (thrown) {
    return err(
      problem(
        'session/cluster-unchecked',
        `The cluster can't be checked before ${planned.id}: ${errorText(thrown)}`,
        {
          hint: 'Nothing was run; look at the connection and retry',
        },
      ),
    );
  }
}

/** How a cluster differs from the pin in what identifies it; its version may change. */
export function pinDifference(pin: ClusterPin, now: ClusterIdentity): ReturnType<typeof problem> | undefined {
  const rows = (['server', 'uid', 'context', 'namespace'] as const)
    .filter((key) => pin[key] !== now[key])
    .map((key) => `${key} is ${now[key]}, pinned ${pin[key]}`);
  if (rows.length === 0) return undefined;
  return problem('session/cluster-changed', `This is not the cluster of this session: ${rows.join('; ')}.`, {
    hint: 'Nothing was run; connect to the pinned cluster, or abort and start a new session',
  });
}
