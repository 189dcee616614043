import { setImmediate } from 'node:timers/promises';
import { type Cancel, compressedSchedule, type Schedule } from './schedule.ts';

/** A schedule that begins before now, and catches up at once. */
export interface SettlingSchedule extends Schedule {
  /**
   * Lets so much simulated time pass without waiting, and what is due in it be done in its order. From then on time
   * runs by the clock. It can be called once.
   */
  settle(ms: number): Promise<void>;
  /** Lets so much simulated time pass in the same way, and goes on settling. */
  pass(ms: number): Promise<void>;
  /** Sets the time of day to `ago` milliseconds back, while it settles. What is planned stays as far off as it was. */
  leap(ago: number): void;
}

interface Task {
  readonly due: number;
  run(): void;
}

/** Until it has settled, the time of day is `ago` milliseconds back: what is made is as old as if it had run since. */
export function settlingSchedule(pace: number, ago: number): SettlingSchedule {
  const compressed = compressedSchedule(pace);
  let began = compressed.now() - ago;
  const tasks = new Set<Task>();
  const running = new Map<Task, Cancel>();
  let elapsed: number | undefined = 0;

  function start(task: Task, ms: number): void {
    running.set(
      task,
      compressed.after(ms, () => {
        running.delete(task);
        task.run();
      }),
    );
  }

  /** The tasks that are due next, all at the same moment. */
  function nextDue(until: number): readonly Task[] {
    const due = Math.min(...[...tasks].map((task) => task.due));
    return due <= until ? [...tasks].filter((task) => task.due === due) : [];
  }

  /** Gives the simulated milliseconds that have then passed in all. */
  async function pass(ms: number): Promise<number> {
    const until = (elapsed ?? 0) + ms;
    // What reacts to a change does so a moment later, and may plan more.
    await setImmediate();
    for (let due = nextDue(until); due.length > 0; due = nextDue(until)) {
      elapsed = due[0]?.due ?? elapsed;
      for (const task of due) if (tasks.delete(task)) task.run();
      await setImmediate();
    }
    elapsed = until;
    return until;
  }

  return {
    now: () => (elapsed === undefined ? compressed.now() : began + elapsed),
    after(ms, run) {
      const task: Task = { due: (elapsed ?? 0) + ms, run };
      if (elapsed === undefined) start(task, ms);
      else tasks.add(task);
      return () => {
        tasks.delete(task);
        running.get(task)?.();
        running.delete(task);
      };
    },
    async settle(ms) {
      const until = await pass(ms);
      elapsed = undefined;
      for (const task of tasks) start(task, task.due - until);
      tasks.clear();
    },
    async pass(ms) {
      await pass(ms);
    },
    leap(back) {
      began = compressed.now() - back - (elapsed ?? 0);
    },
    close() {
      tasks.clear();
      compressed.close();
    },
  };
}
