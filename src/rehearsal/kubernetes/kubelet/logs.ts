/** One line that a container wrote. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** What one run of a container wrote, as far as it is kept. */
export interface RunLog {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** True when the run is over: nothing is added any more. */
  readonly ended: boolean;
  /** Tells of each further line, and of the end, until the returned function is called. */
  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void;
}

/** Lines of a run that are kept: as the node rotates files, the oldest are forgotten first. */
const kept = 5000;

class Run implements RunLog {
  readonly #lines: LogLine[] = [];
  ended = false;
  readonly #followers = new Set<{ readonly onLine: (line: LogLine) => void; readonly onEnd: () => void }>();

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  add(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length > kept) this.#lines.splice(0, kept / 10);
    for (const { onLine } of this.#followers) onLine(line);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const { onEnd } of this.#followers) onEnd();
    this.#followers.clear();
  }

  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void {
    const follower = { onLine, onEnd };
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }
}

interface Runs {
  readonly current: Run;
  readonly previous: Run | undefined;
}

/** The logs of all containers: of each its present or last run, and the one before. Pods are named by their uid. */
export class ContainerLogs {
  readonly #runs = new Map<string, Map<string, Runs>>();

  /** A run begins; what was the current one is the previous one now. */
  begin(pod: string, container: string): void {
    const containers = this.#runs.get(pod) ?? new Map<string, Runs>();
    this.#runs.set(pod, containers);
    const before = containers.get(container)?.current;
    before?.end();
    containers.set(container, { current: new Run(), previous: before });
  }

  /** Adds a line to the run that is going on; without one it is lost. */
  append(pod: string, container: string, line: LogLine): void {
    const run = this.#runs.get(pod)?.get(container)?.current;
    if (run?.ended === false) run.add(line);
  }

  end(pod: string, container: string): void {
    this.#runs.get(pod)?.get(container)?.current.end();
  }

  current(pod: string, container: string): RunLog | undefined {
    return this.#runs.get(pod)?.get(container)?.current;
  }

  previous(pod: string, container: string): RunLog | undefined {
    return this.#runs.get(pod)?.get(container)?.previous;
  }

  /** Ends and drops all that a pod wrote: the pod is gone. */
  forget(pod: string): void {
    for (const { current } of this.#runs.get(pod)?.values() ?? []) current.end();
    this.#runs.delete(pod);
  }
}
