import { uidOf } from '../objects/kube-object.ts';
import type { ContainerBehaviour, ProcessEnd } from './behaviour.ts';
import type { PodContext } from './pod-context.ts';
import type { Health } from './probe.ts';
import type { Work } from './work.ts';

export interface RunEnd {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
}

/** One run of a container, from its start to its end, with what it writes. */
export class Run {
  /** Why it can't even begin, as the runtime says it. */
  readonly startError: string | undefined;
  readonly #context: PodContext;
  readonly #container: string;
  readonly #onEnd: (end: RunEnd) => void;
  #work: Work;
  #listens = false;
  #over = false;

  constructor(context: PodContext, container: string, work: Work, onEnd: (end: RunEnd) => void) {
    this.#context = context;
    this.#container = container;
    this.#work = work;
    this.#onEnd = onEnd;
    this.startError = work.kind === 'unknown' ? startError(work.executable) : undefined;
    context.world.logs.begin(uidOf(context.pod()), container);
  }

  get isOver(): boolean {
    return this.#over;
  }

  get health(): Health {
    if (!this.#listens || this.#work.kind !== 'main' || this.#work.main.kind !== 'serves') return 'silent';
    return this.#work.main.http.healthy ? 'healthy' : 'unhealthy';
  }

  begin(): void {
    const work = this.#work;
    switch (work.kind) {
      case 'unknown':
        return;
      case 'command':
        this.#perform(work.command);
        return;
      case 'main':
        this.#write(work.main.log);
        if (work.main.kind === 'serves')
          this.#context.timers.after(work.main.readyAfter, () => this.#listen());
        this.#plan(work.main);
    }
  }

  /** The image's own work is another one now: a service that runs falls ill, recovers, or is about to end. */
  follow(work: Work): void {
    const before = this.#work;
    if (before.kind !== 'main' || work.kind !== 'main' || this.#over) return;
    this.#work = work;
    if (work.main.kind === 'exits' && before.main.kind === 'serves') this.#write(work.main.log);
    if (endOf(before.main) === undefined) this.#plan(work.main);
  }

  end(end: RunEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#listens = false;
    this.#context.world.logs.end(uidOf(this.#context.pod()), this.#container);
    this.#onEnd(end);
  }

  /** Lets it end when its behaviour says so; a service that falls over tells why at the last moment. */
  #plan(main: ContainerBehaviour): void {
    const end = endOf(main);
    if (end === undefined) return;
    this.#context.timers.after(end.after, () => {
      if (main.kind === 'serves') this.#write(end.log);
      this.end({ exitCode: end.exitCode, reason: end.reason });
    });
  }

  #listen(): void {
    if (!this.#over) this.#listens = true;
  }

  #perform({
    takes,
    output,
    exitCode,
  }: {
    readonly takes: number;
    readonly output: readonly string[];
    readonly exitCode: number;
  }): void {
    for (const [index, line] of output.entries()) {
      this.#context.timers.after((takes * index) / output.length, () => this.#write([line]));
    }
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    this.#context.timers.after(takes, () => this.end({ exitCode, reason }));
  }

  #write(lines: readonly string[]): void {
    const { world } = this.#context;
    if (this.#over) return;
    for (const text of lines)
      world.logs.append(uidOf(this.#context.pod()), this.#container, { at: world.schedule.now(), text });
  }
}

function endOf(main: ContainerBehaviour): ProcessEnd | undefined {
  return main.kind === 'exits' ? main : main.ends;
}

function startError(executable: string): string {
  const why = executable.includes('/')
    ? `stat ${executable}: no such file or directory`
    : 'executable file not found in $PATH';
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: exec: ${JSON.stringify(executable)}: ${why}: unknown`
  );
}
