import type { Manifest } from '../ports/cluster.ts';
import type { Compared } from './compared-objects.ts';
import type { PlannedObject } from './release-plan.ts';
import type { Standing } from './standing.ts';

/** One object of an approved release. */
export interface ApprovedObject {
  /** `Deployment prod-teei-api-gateway` */
  readonly title: string;
  /** As it stands in the approved manifest. */
  readonly manifest: Manifest;
  readonly planned: PlannedObject;
  /** What applying it was said to make of it, without values of Secrets. Null: that was not kept. */
  readonly expected: Manifest | null;
  /** True: it was found as applying makes it, so that this was done before. */
  readonly applied: boolean;
}

/** An approved object with what the cluster has in its place. */
export interface LookedAt {
  readonly object: ApprovedObject;
  readonly live: Manifest | undefined;
  readonly compared: Compared | undefined;
  readonly standing: Standing;
}
