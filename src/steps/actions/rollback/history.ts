import type { Target } from '../../checks/targets.ts';
import { differences } from '../../manifest/compare.ts';
import { imagesOfTemplate } from '../../manifest/images.ts';
import { field, items, number, record, text, without } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Manifest } from '../../ports/cluster.ts';

/** One revision of a Deployment that can still be gone back to: a ReplicaSet that is kept. */
export interface Revision {
  readonly number: number;
  /** Numbers that it had before it was gone back to. */
  readonly earlier: readonly number[];
  readonly images: readonly string[];
  readonly createdAt: string | undefined;
  /** The annotation kubernetes.io/change-cause. */
  readonly changeCause: string | undefined;
  /** The pod template, without the label that the Deployment's controller adds. */
  readonly template: Readonly<Record<string, unknown>>;
  readonly standing: Standing;
}

/**
 * `recorded`: its template is the snapshot's. `failed`: pods are wanted of it and none is available. `newer`: it was
 * made after the snapshot, by the release that is rolled back. `older`: nobody knows whether it ever ran well.
 */
export type Standing = 'recorded' | 'failed' | 'newer' | 'current' | 'older';

/** A Deployment with the revisions that are kept of it, newest first. */
export interface ServiceHistory {
  readonly service: string;
  readonly deployment: string;
  /** Undefined: there is no such Deployment. */
  readonly live: Manifest | undefined;
  readonly paused: boolean;
  readonly current: number | undefined;
  /** The revision's number when the snapshot was taken. */
  readonly recorded: number | undefined;
  readonly revisions: readonly Revision[];
}

export interface HistoryFacts {
  readonly deployments: readonly Manifest[];
  readonly replicaSets: readonly Manifest[];
  /** The Deployments of the snapshot; none where no snapshot is given. */
  readonly saved: readonly Manifest[];
}

const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** The history of a service, from its Deployment and the ReplicaSets that are kept of it. */
export function historyOf({ service, deployment }: Target, facts: HistoryFacts): ServiceHistory {
  const live = facts.deployments.find((object) => nameOf(object) === deployment);
  const saved = facts.saved.find((object) => nameOf(object) === deployment);
  const current = revisionOf(live);
  const recorded = revisionOf(saved);
  const uid = text(field(live, 'metadata', 'uid'));
  const own = facts.replicaSets.filter((set) => uid !== undefined && isOwnedBy(set, uid));
  const revisions = own
    .map((set) => toRevision(set, { saved, recorded, current }))
    .filter((revision) => revision !== undefined)
    .toSorted((a, b) => b.number - a.number);
  const paused = field(live, 'spec', 'paused') === true;
  return { service, deployment, live, paused, current, recorded, revisions };
}

function isOwnedBy(set: Manifest, uid: string): boolean {
  return items(field(set, 'metadata', 'ownerReferences')).some(
    (owner) => field(owner, 'controller') === true && field(owner, 'uid') === uid,
  );
}

interface Beside {
  readonly saved: Manifest | undefined;
  readonly recorded: number | undefined;
  readonly current: number | undefined;
}

function toRevision(set: Manifest, beside: Beside): Revision | undefined {
  const revision = revisionOf(set);
  if (revision === undefined) return undefined;
  const template = templateOf(set);
  return {
    number: revision,
    earlier: earlierOf(set),
    images: imagesOfTemplate(template).map(({ image }) => image),
    createdAt: text(field(set, 'metadata', 'creationTimestamp')),
    changeCause: text(annotation(set, 'kubernetes.io/change-cause')),
    template,
    standing: standingOf(set, revision, template, beside),
  };
}

function standingOf(
  set: Manifest,
  revision: number,
  template: Readonly<Record<string, unknown>>,
  { saved, recorded, current }: Beside,
): Standing {
  if (saved !== undefined && differences(field(saved, 'spec', 'template'), template).length === 0) {
    return 'recorded';
  }
  const wanted = number(field(set, 'spec', 'replicas')) ?? 0;
  const available = number(field(set, 'status', 'availableReplicas')) ?? 0;
  if (wanted > 0 && available === 0) return 'failed';
  if (recorded !== undefined && revision > recorded) return 'newer';
  return revision === current ? 'current' : 'older';
}

/** The label pod-template-hash is the controller's: a Deployment's template has none. */
function templateOf(set: Manifest): Readonly<Record<string, unknown>> {
  const template = record(field(set, 'spec', 'template'));
  const metadata = record(template['metadata']);
  const labels = without(record(metadata['labels']), ['pod-template-hash']);
  return { ...template, metadata: { ...metadata, labels } };
}

function revisionOf(object: Manifest | undefined): number | undefined {
  const written = annotation(object, revisionAnnotation);
  return typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : undefined;
}

/** https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/util/deployment_util.go: RevisionHistoryAnnotation */
function earlierOf(set: Manifest): readonly number[] {
  const written = text(annotation(set, 'deployment.kubernetes.io/revision-history')) ?? '';
  return written
    .split(',')
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
}

function annotation(object: Manifest | undefined, name: string): unknown {
  return field(object, 'metadata', 'annotations', name);
}
