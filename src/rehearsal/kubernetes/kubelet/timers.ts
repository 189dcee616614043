import type { Cancel, Schedule } from '../../time/schedule.ts';

/** What a pod's node still has to do for it. While the node is lost nothing is done; when it is back, all that is due. */
export class Timers {
  readonly #schedule: Schedule;
  readonly #pending = new Set<Cancel>();
  #held: (() => void)[] | undefined;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  after(milliseconds: number, task: () => void): Cancel {
    let open = true;
    const run = (): void => {
      if (!open) return;
      if (this.#held !== undefined) {
        this.#held.push(run);
        return;
      }
      cancel();
      task();
    };
    const stop = this.#schedule.after(milliseconds, run);
    const cancel = (): void => {
      open = false;
      stop();
      this.#pending.delete(cancel);
    };
    this.#pending.add(cancel);
    return cancel;
  }

  hold(): void {
    this.#held ??= [];
  }

  goOn(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const run of held) run();
  }

  close(): void {
    for (const cancel of this.#pending) cancel();
    this.#held = undefined;
  }
}
