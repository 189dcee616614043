import type { RunContext } from '../../context.ts';
import type { Cluster, NamespaceState } from '../../ports/cluster.ts';
import type { Target } from '../targets.ts';
import type { ServiceRollout } from './rollout.ts';

/** What is waited for, and by which rules. */
export interface RolloutWait {
  readonly cluster: Cluster;
  readonly context: RunContext;
  readonly targets: readonly Target[];
  /** Milliseconds, for all together. */
  readonly deadline: number;
  /** Milliseconds for which all must stay complete. */
  readonly stableFor: number;
  readonly zeroExpected: boolean;
  /** By the workload's key, the digest of the pod template that is to be rolled out. Default: the one seen first. */
  readonly pins?: ReadonlyMap<string, string>;
  /** Is told how all stand; default: the live table of `targets`. `remark` is said beside the count. */
  tell?(
    rollouts: readonly ServiceRollout[],
    remark: string | undefined,
    state: NamespaceState | undefined,
  ): void;
}
