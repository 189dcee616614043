import { evidenceOf } from '../../checks/pods/evidence.ts';
import { judgeRollout } from '../../checks/pods/judge-rollout.ts';
import type { ServiceRollout } from '../../checks/pods/rollout.ts';
import { diagnosisOf } from '../../checks/pods/rollout-result.ts';
import { withKinds } from '../../checks/pods/target-kinds.ts';
import type { Target } from '../../checks/targets.ts';
import type { RunContext } from '../../context.ts';
import type { Service } from '../../../runbook/inventory.ts';
import {
  type Cluster,
  ClusterError,
  emptyNamespace,
  type FollowedKind,
  type NamespaceState,
} from '../../ports/cluster.ts';
import { type Collection, openCollection } from './collection.ts';
import { indexPage } from './index-page.ts';
import { keepLogs } from './logs.ts';
import { keepMetrics } from './metrics.ts';
import { keepHistories, keepObjects } from './objects.ts';
import { keepEvents, keepPods } from './pods.ts';

export interface Wanted {
  readonly cluster: Cluster;
  readonly targets: readonly Target[];
  readonly services: readonly Service[];
  /** Absolute; made if it is not there. */
  readonly folder: string;
  /** Milliseconds for everything. */
  readonly within: number;
}

export interface Collected {
  readonly files: number;
  readonly gaps: readonly string[];
  /** What is wrong, one line for each cause. */
  readonly wrong: readonly string[];
}

/** The page to read first, in the folder. */
export const indexFile = 'index.md';

/**
 * Keeps what explains a failure: objects, pods, events, logs, revisions, metrics and the diagnosis. Whatever can't be
 * had in time is left out and said. Changes nothing in the cluster.
 */
export async function collect(wanted: Wanted, context: RunContext): Promise<Collected> {
  const collection = openCollection(context, wanted.folder, wanted.within);
  try {
    return await collectInto(collection, wanted, context);
  } finally {
    collection.close();
  }
}

async function collectInto(collection: Collection, wanted: Wanted, context: RunContext): Promise<Collected> {
  const { cluster, services } = wanted;
  const said = (text: string): void => {
    context.progress({ summary: text });
  };
  said('looking at the pods and what happened to them');
  // The objects are asked for beside the state: where the server is slow, each gets what time there is.
  const listed = keepObjects(collection, cluster).then((objects) => keepHistories(collection, objects));
  const nodes = collection.attempt('nodes', () => cluster.readiness());
  const state = await stateNow(collection, cluster);
  await keepPods(collection, state);
  await keepEvents(collection, state.events);
  const rollouts = await rolloutsOf(collection, wanted, state);
  const bad = rollouts.filter(({ rollout }) => rollout.phase !== 'complete');
  const diagnosed = collection.attempt('diagnosis', () =>
    evidenceOf(
      'evidence.collect',
      'fail',
      bad.map((one) => diagnosisOf(one)),
      cluster,
    ),
  );
  said('keeping logs, objects and metrics');
  await Promise.all([
    keepLogs(collection, cluster, state),
    keepMetrics(collection, cluster, services),
    listed,
  ]);
  const diagnosis = (await diagnosed) ?? [];
  const files = collection.files.length;
  const page = {
    namespace: context.environment.namespace,
    takenAt: new Date(context.ports.clock.now()).toISOString(),
    changedAt: context.changedAt,
    rollouts,
    diagnosis,
    nodes: (await nodes)?.nodes,
    events: state.events,
    files: collection.files,
    gaps: collection.gaps,
  };
  await collection.keep(indexFile, 'this page', indexPage(page));
  return {
    files,
    gaps: collection.gaps,
    wrong: diagnosis.map(({ what, observed }) => `${what}: ${observed}`),
  };
}

const stateKinds = [
  'deployments',
  'replicaSets',
  'statefulSets',
  'daemonSets',
  'controllerRevisions',
  'pods',
  'events',
  'jobs',
] as const satisfies readonly FollowedKind[];

/** The namespace as far as it can be looked at: one kind that is refused does not hide the others. */
async function stateNow(collection: Collection, cluster: Cluster): Promise<NamespaceState> {
  let state = emptyNamespace;
  const looks = stateKinds.map(async (kind) => {
    const found = await collection.attempt(`${kind} of the namespace`, () => cluster.look([kind]));
    if (found !== undefined) state = { ...state, [kind]: found[kind] };
  });
  await Promise.all(looks);
  return state;
}

/** How the services stand. What would be given more time is told as it is by now. */
async function rolloutsOf(
  collection: Collection,
  { cluster, targets }: Wanted,
  state: NamespaceState,
): Promise<readonly ServiceRollout[]> {
  // What could not be looked at must not be told to be missing.
  if (state.deployments.length + state.statefulSets.length + state.daemonSets.length === 0) return [];
  const known = await collection.attempt('kinds of the services', async () => {
    const found = await withKinds(cluster, targets, state);
    if (found instanceof ClusterError) throw found;
    return found;
  });
  const rules = { zeroExpected: false, age: () => Number.POSITIVE_INFINITY };
  return (known ?? []).map(({ service, deployment, kind }) => ({
    service,
    rollout: judgeRollout(deployment, state, rules, kind),
  }));
}
