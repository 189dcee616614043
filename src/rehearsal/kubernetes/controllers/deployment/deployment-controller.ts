import { listAt, numberAt, objectAt, textAt } from '../../objects/json.ts';
import {
  annotationsOf,
  isBeingDeleted,
  type KubeObject,
  nameOf,
  uidOf,
  withMetadata,
} from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { update, writeStatus } from '../support/acting.ts';
import { conditionOf } from '../support/conditions.ts';
import { eventRecorder } from '../support/events.ts';
import { claimed } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, type Queue, reconciler } from '../support/reconciler.ts';
import { ProgressDeadlines } from './progress-deadlines.ts';
import { revisionAnnotation } from './replica-sets.ts';
import { forgetOld } from './history.ts';
import { isBeingScaled, isDone, isSettled } from './rollout-state.ts';
import { createCurrent, currentOf, withRevision } from './revisions.ts';
import { oldPodsAreLeft, roll, shutDownOld } from './rolling.ts';
import { type Scaling, scaleAll } from './scale.ts';
import { specOf } from './spec.ts';
import { changed, type NewCondition, progressing, rolloutStatusOf, statusOf } from './status.ts';

/** Simulated milliseconds until another name is tried where one is taken. */
const collisionRetry = 100;

/** Keeps for each Deployment a ReplicaSet of its template, and moves the pods over to it. */
export const deploymentController = reconciler('deployment', (world, queue) => {
  const rollouts = new Rollouts(world, queue);
  return {
    resources: ['deployments.apps', 'replicasets.apps', 'pods'],
    keysOf: ({ resource, type, object }) => {
      if (resource === 'deployments.apps') return [keyOf(object)];
      if (resource === 'replicasets.apps') return controllerKeys(object, 'Deployment');
      return type === 'DELETED' ? deploymentsOf(world, object) : [];
    },
    reconcile: (key) => {
      const deployment = objectOf(world, 'deployments.apps', key);
      if (deployment === undefined) rollouts.forget(key);
      else rollouts.bring(key, deployment);
    },
  };
});

/** The Deployment behind a pod: Recreate waits for the last of the old ones. */
function deploymentsOf(world: World, pod: KubeObject): readonly string[] {
  return controllerKeys(pod, 'ReplicaSet').flatMap((key) => {
    const set = objectOf(world, 'replicasets.apps', key);
    return set === undefined ? [] : controllerKeys(set, 'Deployment');
  });
}

interface Sets {
  readonly current: KubeObject | undefined;
  readonly old: readonly KubeObject[];
}

class Rollouts {
  readonly #world: World;
  readonly #queue: Queue;
  readonly #deadlines: ProgressDeadlines;
  readonly #events;

  constructor(world: World, queue: Queue) {
    this.#world = world;
    this.#queue = queue;
    this.#deadlines = new ProgressDeadlines(world.schedule);
    this.#events = eventRecorder(world, { component: 'deployment-controller' });
  }

  /** One look at a Deployment: at most one move of its rollout, and its status. */
  bring(key: string, found: KubeObject): void {
    const sets = claimed(this.#world, found, 'replicasets.apps');
    const scaling = this.#scaling(this.#withPause(found));
    const split = this.#split(scaling, sets);
    if (isBeingDeleted(found)) {
      this.#deadlines.stop(key);
      this.#status(key, scaling, split);
    } else if (scaling.spec.paused || isBeingScaled(scaling, sets)) {
      this.#scale(key, scaling, split);
    } else {
      this.#roll(key, scaling, split);
    }
  }

  /** The Deployment is gone. */
  forget(key: string): void {
    this.#deadlines.stop(key);
  }

  #scaling(deployment: KubeObject): Scaling {
    return { world: this.#world, events: this.#events, deployment, spec: specOf(deployment) };
  }

  /** The ReplicaSet of the present template, brought up to date, and the others. */
  #split(scaling: Scaling, sets: readonly KubeObject[]): Sets {
    const found = currentOf(scaling, sets);
    if (found === undefined) return { current: undefined, old: sets };
    const old = sets.filter((set) => uidOf(set) !== uidOf(found));
    return { current: withRevision(scaling, found, old), old };
  }

  #scale(key: string, scaling: Scaling, { current, old }: Sets): void {
    scaleAll(scaling, current, old);
    if (scaling.spec.paused) forgetOld(scaling, old);
    this.#status(key, this.#noted(scaling, current), { current, old });
  }

  #roll(key: string, scaling: Scaling, { current: found, old }: Sets): void {
    if (scaling.spec.recreate && (shutDownOld(scaling, old) || oldPodsAreLeft(scaling, old))) {
      this.#rolloutStatus(key, this.#noted(scaling, found), { current: found, old });
      return;
    }
    const current = found ?? this.#create(key, scaling, old);
    if (current === undefined) return;
    const noted =
      found === undefined ? this.#scaling(this.#present(key, scaling)) : this.#noted(scaling, current);
    if (!roll(noted, current, old) && isDone(noted, current)) forgetOld(noted, old);
    this.#rolloutStatus(key, noted, {
      current: this.#fresh(current),
      old: old.map((set) => this.#fresh(set)),
    });
  }

  /** The Deployment with the revision of its present ReplicaSet, and a first Progressing condition. */
  #noted(scaling: Scaling, current: KubeObject | undefined): Scaling {
    if (current === undefined) return scaling;
    const deployment = this.#withAnnotation(scaling.deployment, current);
    if (scaling.spec.progressDeadline === undefined || conditionOf(deployment, 'Progressing') !== undefined) {
      return { ...scaling, deployment };
    }
    const message = `Found new replica set ${JSON.stringify(nameOf(current))}`;
    return this.#scaling(this.#withCondition(deployment, progressing('True', 'FoundNewReplicaSet', message)));
  }

  #withAnnotation(deployment: KubeObject, current: KubeObject): KubeObject {
    const revision = annotationsOf(current)[revisionAnnotation];
    if (revision === undefined) return deployment;
    const annotations = { ...annotationsOf(deployment), [revisionAnnotation]: revision };
    const updated = update(this.#world, withMetadata(deployment, { annotations }));
    return updated.ok ? updated.value : deployment;
  }

  #withCondition(deployment: KubeObject, condition: NewCondition): KubeObject {
    const status = objectAt(deployment, 'status');
    const conditions = changed(listAt(status, 'conditions'), this.#world.schedule.now(), condition);
    const written = writeStatus(this.#world, deployment, { ...status, conditions });
    return written.ok ? written.value : deployment;
  }

  #create(key: string, scaling: Scaling, old: readonly KubeObject[]): KubeObject | undefined {
    const created = createCurrent(scaling, old);
    switch (created.kind) {
      case 'created':
        this.#tellCreated(scaling, created.set, created.size);
        return created.set;
      case 'collision':
        this.#countCollision(key, scaling);
        return undefined;
      case 'refused': {
        const message = `Failed to create new replica set ${JSON.stringify(created.name)}: ${created.message}`;
        this.#withCondition(scaling.deployment, progressing('False', 'ReplicaSetCreateError', message));
        return undefined;
      }
    }
  }

  #tellCreated(scaling: Scaling, set: KubeObject, size: number): void {
    const { deployment, spec } = scaling;
    if (size > 0) {
      const message = `Scaled up replica set ${nameOf(set)} from 0 to ${String(size)}`;
      this.#events.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message });
    }
    const noted = this.#withAnnotation(deployment, set);
    if (spec.progressDeadline === undefined) return;
    const message = `Created new replica set ${JSON.stringify(nameOf(set))}`;
    this.#withCondition(noted, progressing('True', 'NewReplicaSetCreated', message));
    this.#restartDeadline(keyOf(deployment), scaling);
  }

  #countCollision(key: string, { deployment }: Scaling): void {
    const status = objectAt(deployment, 'status');
    const collisionCount = (numberAt(status, 'collisionCount') ?? 0) + 1;
    writeStatus(this.#world, deployment, { ...status, collisionCount });
    this.#queue.addAfter(key, collisionRetry);
  }

  /** A pause is told by the Progressing condition, and so is its end. */
  #withPause(deployment: KubeObject): KubeObject {
    const { paused, progressDeadline } = specOf(deployment);
    const reason = textAt(conditionOf(deployment, 'Progressing'), 'reason');
    if (progressDeadline === undefined || reason === 'ProgressDeadlineExceeded') return deployment;
    if (paused === (reason === 'DeploymentPaused')) return deployment;
    if (!paused) this.#restartDeadline(keyOf(deployment), this.#scaling(deployment));
    return this.#withCondition(
      deployment,
      paused
        ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
        : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed'),
    );
  }

  #status(key: string, { spec }: Scaling, { current, old }: Sets): void {
    const deployment = objectOf(this.#world, 'deployments.apps', key);
    if (deployment === undefined) return;
    const now = this.#world.schedule.now();
    const sets = {
      current: current === undefined ? undefined : this.#fresh(current),
      old: old.map((set) => this.#fresh(set)),
    };
    writeStatus(this.#world, deployment, statusOf({ deployment, spec, ...sets, late: false, now }));
  }

  #rolloutStatus(key: string, scaling: Scaling, sets: Sets): void {
    const deployment = this.#present(key, scaling);
    const late = this.#deadlines.hasPassed(key);
    const now = this.#world.schedule.now();
    const { status, moved } = rolloutStatusOf({ deployment, spec: scaling.spec, ...sets, late, now });
    if (moved) this.#restartDeadline(key, scaling);
    else if (isSettled(status)) this.#deadlines.stop(key);
    writeStatus(this.#world, deployment, status);
  }

  #restartDeadline(key: string, { spec }: Scaling): void {
    if (spec.progressDeadline === undefined) return;
    this.#deadlines.restart(key, spec.progressDeadline, () => this.#queue.add(key));
  }

  #present(key: string, { deployment }: Scaling): KubeObject {
    return objectOf(this.#world, 'deployments.apps', key) ?? deployment;
  }

  #fresh(set: KubeObject): KubeObject {
    return objectOf(this.#world, 'replicasets.apps', keyOf(set)) ?? set;
  }
}
