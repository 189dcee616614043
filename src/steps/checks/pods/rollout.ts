import type { Finding } from './finding.ts';
import type { WorkloadKind } from './workload.ts';

/** How the rollout of one workload stands. */
export interface Rollout {
  /** Name of the Deployment, StatefulSet or DaemonSet. */
  readonly workload: string;
  readonly kind: WorkloadKind;
  readonly phase:
    | 'missing'
    | 'paused'
    | 'unobserved'
    | 'stopped'
    | 'superseded'
    | 'progressing'
    | 'terminating'
    | 'complete'
    | 'failed';
  /** One sentence. */
  readonly message: string;
  /** The same in a word or two, for a table. */
  readonly short: string;
  readonly desired: number;
  readonly ready: number;
  /** Of all containers of the current revision's pods together. */
  readonly restarts: number;
  readonly revision: string | undefined;
  /** ISO time at which its revision was made. */
  readonly since?: string;
  /** Gravest first; of pods of the current revision only. */
  readonly findings: readonly Finding[];
  /** Pods, of any revision, that should long be gone. They keep nothing from being rolled out. */
  readonly leaving: readonly Finding[];
  readonly next?: string;
}

/** A service and how its rollout stands. */
export interface ServiceRollout {
  readonly service: string;
  readonly rollout: Rollout;
}

export interface RolloutRules {
  /** Zero wanted pods is what is expected. */
  readonly zeroExpected: boolean;
  /** Milliseconds for which a finding has been seen, by our own clock. */
  age(finding: Finding): number;
  /** Digest of the pod template that is rolled out; another one is somebody else's. Undefined: whatever is there. */
  pinned?(workloadKey: string): string | undefined;
}
