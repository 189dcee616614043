import type { Cancel, Schedule } from '../../../time/schedule.ts';

type State = { readonly kind: 'running'; readonly cancel: Cancel } | { readonly kind: 'passed' };

/** For each Deployment whether its rollout has not moved for longer than it may, in simulated time. */
export class ProgressDeadlines {
  readonly #schedule: Schedule;
  readonly #states = new Map<string, State>();

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Something moved: the time begins anew. */
  restart(key: string, seconds: number, onPassed: () => void): void {
    this.stop(key);
    const cancel = this.#schedule.after(seconds * 1000, () => {
      this.#states.set(key, { kind: 'passed' });
      onPassed();
    });
    this.#states.set(key, { kind: 'running', cancel });
  }

  hasPassed(key: string): boolean {
    return this.#states.get(key)?.kind === 'passed';
  }

  stop(key: string): void {
    const state = this.#states.get(key);
    if (state?.kind === 'running') state.cancel();
    this.#states.delete(key);
  }
}
