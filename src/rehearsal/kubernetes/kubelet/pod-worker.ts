import { type Json, listAt, numberAt, textAt } from '../objects/json.ts';
import { type KubeObject, uidOf } from '../objects/kube-object.ts';
import type { Recorder } from '../controllers/support/events.ts';
import { remove, writeStatus } from '../controllers/support/acting.ts';
import type { World } from '../world.ts';
import { ContainerRuntime } from './container-runtime.ts';
import type { Ended } from './container-state.ts';
import { missingVolume } from './needs.ts';
import type { PodContext } from './pod-context.ts';
import { podStatus } from './pod-status.ts';
import { Timers } from './timers.ts';

/** Simulated milliseconds. */
const sandbox = 300;
const mountRetry = 8000;
/** A service that is told to stop has ended by then. */
const stopping = 1000;

/** What a node gives a pod. */
export interface NodePlace {
  readonly images: Set<string>;
  readonly hostIp: string;
  newIp(): string;
}

/** Runs one pod on its node, and reports its status until it is gone. */
export class PodWorker {
  readonly #world: World;
  readonly #place: NodePlace;
  readonly #events: Recorder;
  readonly #timers: Timers;
  readonly #init: readonly ContainerRuntime[];
  readonly #main: readonly ContainerRuntime[];
  readonly #sidecars: readonly string[];
  readonly #startedAt: number;
  #pod: KubeObject;
  #ip: string | undefined;
  #reporting = false;
  #leaving = false;
  #closed = false;
  #held = false;

  constructor(world: World, pod: KubeObject, place: NodePlace, events: Recorder) {
    this.#world = world;
    this.#pod = pod;
    this.#place = place;
    this.#events = events;
    this.#timers = new Timers(world.schedule);
    this.#startedAt = world.schedule.now();
    const context = this.#context();
    const init = listAt(pod, 'spec', 'initContainers');
    this.#sidecars = init.filter(isSidecar).map((spec) => textAt(spec, 'name') ?? '');
    const waiting = init.length === 0 ? 'ContainerCreating' : 'PodInitializing';
    this.#init = init.map(
      (spec, index) =>
        new ContainerRuntime(context, spec, {
          list: 'initContainers',
          waiting,
          onEnd: (end) => this.#initEnded(index, end),
        }),
    );
    this.#main = listAt(pod, 'spec', 'containers').map((spec) => {
      const runtime: ContainerRuntime = new ContainerRuntime(context, spec, {
        list: 'containers',
        waiting,
        onEnd: (end) => this.#mainEnded(runtime, end),
      });
      return runtime;
    });
  }

  get uid(): string {
    return uidOf(this.#pod);
  }

  start(): void {
    this.#changed();
    this.#timers.after(sandbox, () => this.#mount());
  }

  /** The pod as the API server has it now. */
  see(pod: KubeObject): void {
    this.#pod = pod;
  }

  /** Stops what runs, within the pod's grace period, and takes the pod from the API server. */
  leave(): void {
    if (this.#leaving) return;
    this.#leaving = true;
    const running = this.#all().filter(({ state }) => state.kind === 'running');
    for (const { name } of running) {
      const fieldPath = `spec.containers{${name}}`;
      this.#events.record(this.#pod, {
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${name}`,
        fieldPath,
      });
    }
    const grace = (numberAt(this.#pod.metadata, 'deletionGracePeriodSeconds') ?? 30) * 1000;
    this.#timers.after(running.length === 0 ? 0 : Math.min(grace, stopping), () => {
      for (const container of running) container.stop(0, 'Completed');
      this.#report();
      remove(this.#world, this.#pod, { gracePeriod: 0 });
    });
  }

  /** The node is lost: nothing more happens, and nothing more is told. */
  hold(): void {
    this.#held = true;
    this.#timers.hold();
  }

  /** The node is back. */
  goOn(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#timers.goOn();
    this.#changed();
  }

  /** The pod is gone. */
  close(): void {
    this.#closed = true;
    this.#timers.close();
    this.#world.logs.forget(this.uid);
  }

  #context(): PodContext {
    return {
      world: this.#world,
      timers: this.#timers,
      images: this.#place.images,
      pod: () => this.#pod,
      ip: () => this.#ip,
      tell: (happening) => this.#events.record(this.#pod, happening),
      changed: () => this.#changed(),
    };
  }

  #mount(): void {
    if (this.#leaving) return;
    const missing = missingVolume(this.#world, this.#pod);
    if (missing !== undefined) {
      this.#events.record(this.#pod, { type: 'Warning', reason: 'FailedMount', message: missing });
      this.#timers.after(mountRetry, () => this.#mount());
      return;
    }
    this.#ip = this.#place.newIp();
    this.#changed();
    this.#startFrom(0);
  }

  /** Init containers one after the other, then the others all at once. */
  #startFrom(index: number): void {
    if (this.#leaving) return;
    const init = this.#init[index];
    if (init === undefined) {
      for (const container of this.#main) container.start();
      return;
    }
    init.start();
    if (this.#sidecars.includes(init.name)) this.#startFrom(index + 1);
  }

  #initEnded(index: number, end: Ended): void {
    const container = this.#init[index];
    if (this.#leaving || container === undefined) return;
    if (this.#sidecars.includes(container.name)) container.restart();
    else if (end.exitCode === 0) this.#startFrom(index + 1);
    else if (this.#policy() !== 'Never') container.restart();
  }

  #mainEnded(container: ContainerRuntime, end: Ended): void {
    if (this.#leaving) return;
    const policy = this.#policy();
    if (policy === 'Always' || (policy === 'OnFailure' && end.exitCode !== 0)) container.restart();
  }

  #policy(): string {
    return textAt(this.#pod, 'spec', 'restartPolicy') ?? 'Always';
  }

  #all(): readonly ContainerRuntime[] {
    return [...this.#init, ...this.#main];
  }

  #changed(): void {
    if (this.#reporting) return;
    this.#reporting = true;
    queueMicrotask(() => this.#report());
  }

  #report(): void {
    this.#reporting = false;
    if (this.#closed || this.#held) return;
    const status = podStatus(this.#pod, {
      init: this.#init.map((container) => container.report()),
      main: this.#main.map((container) => container.report()),
      sidecars: this.#sidecars,
      ip: this.#ip,
      hostIp: this.#place.hostIp,
      startedAt: this.#startedAt,
      now: this.#world.schedule.now(),
    });
    const written = writeStatus(this.#world, this.#pod, status, 'kubelet');
    if (written.ok) this.#pod = written.value;
  }
}

function isSidecar(container: Json): boolean {
  return textAt(container, 'restartPolicy') === 'Always';
}
