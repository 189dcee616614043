import { type Json, textAt } from '../objects/json.ts';
import { nameOf, namespaceOf, uidOf } from '../objects/kube-object.ts';
import type { Happening } from '../controllers/support/events.ts';
import { BackOff, goDuration } from './back-off.ts';
import type { ImageBehaviour } from './behaviour.ts';
import { containerIdOf, type ContainerReport, type ContainerState, type Ended } from './container-state.ts';
import { repositoryOf } from './image-name.ts';
import { ImagePull } from './image-pull.ts';
import { missingConfig } from './needs.ts';
import type { PodContext } from './pod-context.ts';
import type { Health } from './probe.ts';
import { Probing } from './probing.ts';
import { Run } from './run.ts';
import { workOf } from './work.ts';

/** Simulated milliseconds. */
const creation = 200;
const configRetry = 10_000;
/** The node notices an end a moment later. */
const relist = 1000;
/** A run that lasted so long lets the back-off begin anew. */
const settled = 600_000;

/** One container of a pod on its node: pulled, created, run, probed, restarted. */
export class ContainerRuntime {
  readonly name: string;
  readonly #context: PodContext;
  readonly #spec: Json;
  readonly #fieldPath: string;
  readonly #onEnd: (end: Ended) => void;
  readonly #pull: ImagePull;
  readonly #backOff = new BackOff();
  #restartsAtOnce = true;
  #state: ContainerState;
  #last: Ended | undefined;
  #run: Run | undefined;
  #probing: Probing | undefined;
  #image: ImageBehaviour | undefined;
  #ready = false;
  #started = false;
  #runs = 0;

  constructor(
    context: PodContext,
    spec: Json,
    given: {
      readonly list: 'initContainers' | 'containers';
      readonly waiting: string;
      readonly onEnd: (end: Ended) => void;
    },
  ) {
    this.name = textAt(spec, 'name') ?? '';
    this.#context = context;
    this.#spec = spec;
    this.#fieldPath = `spec.${given.list}{${this.name}}`;
    this.#onEnd = given.onEnd;
    this.#state = { kind: 'waiting', reason: given.waiting };
    this.#pull = new ImagePull(context, spec, (happening) => this.#tell(happening));
  }

  get state(): ContainerState {
    return this.#state;
  }

  get started(): boolean {
    return this.#started;
  }

  report(): ContainerReport {
    const image = textAt(this.#spec, 'image') ?? '';
    const digest = this.#image?.digest;
    const pod = uidOf(this.#context.pod());
    return {
      name: this.name,
      image,
      imageId: digest === undefined ? '' : `${repositoryOf(image) ?? image}@${digest}`,
      containerId: this.#runs === 0 ? '' : containerIdOf(pod, this.name, this.#runs),
      state: this.#state,
      last: this.#last,
      ready: this.#ready,
      started: this.#started,
      restarts: Math.max(0, this.#runs - 1),
    };
  }

  /** Pulls the image and runs the container. */
  start(): void {
    this.#pull.begin(
      (image) => {
        this.#image = image;
        this.#create(image);
      },
      (state) => this.#set(state),
    );
  }

  /** Runs it again after its end: at once the first time, then after the back-off. */
  restart(): void {
    this.#showStartError();
    this.#context.timers.after(relist, () => {
      if (this.#restartsAtOnce) {
        this.#restartsAtOnce = false;
        this.start();
        return;
      }
      const pause = this.#backOff.next();
      const where = `${nameOf(this.#context.pod())}_${namespaceOf(this.#context.pod()) ?? ''}(${uidOf(this.#context.pod())})`;
      const message = `Back-off restarting failed container ${this.name} in pod ${where}`;
      this.#tell({ type: 'Warning', reason: 'BackOff', message });
      this.#showCrashLoop(pause, where);
      this.#context.timers.after(pause, () => this.start());
    });
  }

  /** What could not even start is told by its error, while it is tried again too. */
  #showStartError(): void {
    if (this.#state.kind !== 'terminated' || this.#state.reason !== 'StartError') return;
    this.#last = this.#state;
    this.#set({ kind: 'waiting', reason: 'RunContainerError', message: this.#state.message ?? '' });
  }

  #showCrashLoop(pause: number, where: string): void {
    if (this.#state.kind !== 'terminated') return;
    this.#last = this.#state;
    this.#set({
      kind: 'waiting',
      reason: 'CrashLoopBackOff',
      message: `back-off ${goDuration(pause)} restarting failed container=${this.name} pod=${where}`,
    });
  }

  /** Ends a run: by the given code, or as one that was told to stop. */
  stop(exitCode: number, reason: string): void {
    this.#run?.end({ exitCode, reason });
  }

  #create(image: ImageBehaviour): void {
    const missing = missingConfig(this.#context.world, this.#context.pod(), this.#spec);
    if (missing !== undefined) {
      this.#tell({ type: 'Warning', reason: 'Failed', message: `Error: ${missing}` });
      this.#set({ kind: 'waiting', reason: 'CreateContainerConfigError', message: missing });
      this.#context.timers.after(configRetry, () => this.#create(image));
      return;
    }
    this.#context.timers.after(creation, () => {
      this.#tell({ type: 'Normal', reason: 'Created', message: `Created container: ${this.name}` });
      this.#begin(image);
    });
  }

  #begin(image: ImageBehaviour): void {
    const { world, timers } = this.#context;
    const pod = uidOf(this.#context.pod());
    this.#runs += 1;
    this.#last = this.#state.kind === 'terminated' ? this.#state : this.#last;
    const startedAt = world.schedule.now();
    const containerId = containerIdOf(pod, this.name, this.#runs);
    const run = new Run(this.#context, this.name, workOf(image, this.#spec), (end) => {
      // What never started has the beginning of time for its start.
      const since = end.reason === 'StartError' ? 0 : startedAt;
      this.#ended({
        kind: 'terminated',
        ...end,
        startedAt: since,
        finishedAt: world.schedule.now(),
        containerId,
      });
    });
    this.#run = run;
    if (run.startError !== undefined) {
      this.#tell({ type: 'Warning', reason: 'Failed', message: `Error: ${run.startError}` });
      run.end({ exitCode: 128, reason: 'StartError', message: run.startError });
      return;
    }
    this.#tell({ type: 'Normal', reason: 'Started', message: `Started container ${this.name}` });
    this.#set({ kind: 'running', startedAt });
    timers.after(settled, () => {
      if (this.#run !== run || run.isOver) return;
      this.#backOff.reset();
      this.#restartsAtOnce = true;
    });
    run.begin();
    this.#probe(run);
  }

  #probe(run: Run): void {
    if (run.isOver) return;
    this.#probing = new Probing(this.#context, this.#spec, this.#fieldPath, {
      health: () => this.#health(run),
      onStarted: () => this.#flag({ started: true, ready: this.#ready }),
      onReady: (ready) => this.#flag({ started: this.#started, ready }),
      onDead: (probe) => {
        const message = `Container ${this.name} failed ${probe} probe, will be restarted`;
        this.#tell({ type: 'Normal', reason: 'Killing', message });
        run.end({ exitCode: 143, reason: 'Error' });
      },
    });
    this.#probing.begin();
  }

  /** What the image does may have changed since the run began: a service falls ill, or falls over. */
  #health(run: Run): Health {
    const now = this.#context.world.behaviourOf(textAt(this.#spec, 'image') ?? '');
    if (now !== undefined) run.follow(workOf(now, this.#spec));
    return run.health;
  }

  #flag({ started, ready }: { readonly started: boolean; readonly ready: boolean }): void {
    if (started === this.#started && ready === this.#ready) return;
    this.#started = started;
    this.#ready = ready;
    this.#context.changed();
  }

  #ended(end: Ended): void {
    this.#probing?.stop();
    this.#probing = undefined;
    this.#ready = false;
    this.#started = false;
    this.#set(end);
    this.#onEnd(end);
  }

  #set(state: ContainerState): void {
    this.#state = state;
    this.#context.changed();
  }

  #tell(happening: Happening): void {
    this.#context.tell({ ...happening, fieldPath: this.#fieldPath });
  }
}
