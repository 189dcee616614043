/** What can be wrong with a pod, by the name under which Kubernetes users know it. */
export type FindingReason =
  | 'CrashLoopBackOff'
  | 'OOMKilled'
  | 'ErrImagePull'
  | 'ImagePullBackOff'
  | 'InvalidImageName'
  | 'CreateContainerConfigError'
  | 'RunContainerError'
  | 'Unschedulable'
  | 'FailedCreate'
  | 'FailedMount'
  | 'FailedCreatePodSandBox'
  | 'NotReady'
  | 'Starting'
  | 'Evicted'
  | 'NodeLost'
  | 'Terminating';

/**
 * How much it matters. `fatal`: it will not cure itself. `grace`: fatal when it lasts. `deadline`: may still
 * come right, so only the deadline decides. `passing`: the cluster replaces the pod by itself.
 */
export type Gravity =
  | { readonly kind: 'fatal' }
  | { readonly kind: 'grace'; readonly milliseconds: number }
  | { readonly kind: 'deadline' }
  | { readonly kind: 'passing' };

/** One thing that is wrong with a pod, told for the operator. */
export interface Finding {
  readonly reason: FindingReason;
  readonly gravity: Gravity;
  readonly pod: string;
  /** Says the same pod from look to look, so that it can be told how long the finding has lasted. */
  readonly key: string;
  readonly container?: string;
  /** A sentence: what happens, with exit code, image or probe. */
  readonly message: string;
  /** ISO time by the cluster's clock. */
  readonly since?: string;
  readonly exitCode?: number;
  readonly restarts?: number;
  /** Whose last lines say more: the run before this one, or this one. */
  readonly log?: 'previous' | 'current';
  /** What lies behind it, in words that are the same for every pod that fails by it: a missing Secret, a lost node. */
  readonly cause?: string;
  /** The event that tells more than the message does. */
  readonly event?: string;
  /** What to do next. */
  readonly next: string;
}

/** True when the finding, having been seen for `age` milliseconds, dooms the pod. */
export function isFatal(finding: Finding, age: number): boolean {
  switch (finding.gravity.kind) {
    case 'fatal':
      return true;
    case 'grace':
      return age >= finding.gravity.milliseconds;
    case 'deadline':
    case 'passing':
      return false;
  }
}

const order = ['fatal', 'grace', 'deadline', 'passing'] as const satisfies readonly Gravity['kind'][];

/** The findings with the gravest first. */
export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => order.indexOf(a.gravity.kind) - order.indexOf(b.gravity.kind));
}
