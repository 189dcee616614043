import type { Cancel, Schedule } from '../../../time/schedule.ts';

const firstPause = 10_000;
const longestPause = 600_000;
const retryPause = 5000;

/** What is due for Jobs: their deadlines, their back-offs, the end of their time to live. In simulated time. */
export class JobTimes {
  readonly #schedule: Schedule;
  readonly #again: (key: string) => void;
  readonly #pending = new Map<string, Map<string, Cancel>>();
  readonly #passed = new Map<string, Set<string>>();

  /** `again` is called with a Job's key when something of it is due. */
  constructor(schedule: Schedule, again: (key: string) => void) {
    this.#schedule = schedule;
    this.#again = again;
  }

  /** True once so many seconds have passed since this was first asked of the Job. */
  hasPassed(key: string, what: string, seconds: number): boolean {
    if (this.#passed.get(key)?.has(what) === true) return true;
    if (this.#pending.get(key)?.has(what) !== true) this.#plan(key, what, seconds * 1000);
    return false;
  }

  /** True while the pause after so many failures lasts: 10 s, 20 s, 40 s … 10 min. */
  isBackingOff(key: string, failures: number): boolean {
    if (failures === 0) return false;
    const pause = Math.min(firstPause * 2 ** (failures - 1), longestPause);
    return !this.hasPassed(key, `failure ${String(failures)}`, pause / 1000);
  }

  /** Has the Job looked at again a little later. */
  retry(key: string): void {
    this.#plan(key, 'retry', retryPause);
  }

  forget(key: string): void {
    for (const cancel of this.#pending.get(key)?.values() ?? []) cancel();
    this.#pending.delete(key);
    this.#passed.delete(key);
  }

  #plan(key: string, what: string, milliseconds: number): void {
    const pending = this.#pending.get(key) ?? new Map<string, Cancel>();
    this.#pending.set(key, pending);
    pending.get(what)?.();
    const cancel = this.#schedule.after(milliseconds, () => {
      pending.delete(what);
      const passed = this.#passed.get(key) ?? new Set<string>();
      this.#passed.set(key, passed.add(what));
      this.#again(key);
    });
    pending.set(what, cancel);
  }
}
