import { setImmediate } from 'node:timers/promises';
import { type Cancel, compressedSchedule, type Schedule } from './schedule.ts';

/** A schedule that begins before now, and catches up at once. */
export interface SettlingSchedule extends Schedule {
  /**
   * Lets so much simulated time pass without waiting, and what is due in it be done in its order. From then on time
   * runs by the clock. It can be called once.
   */
  settle(ms: number): Promise<void>;
}

interface Task {
  readonly due: number;
  run(): void;
}

/** Until it has settled, the time of day is `ago` milliseconds back: what is made is as old as if it had run since. */
export function settlingSchedule(pace: number, ago: number): SettlingSchedule {
  const compressed = compressedSchedule(pace);
  const began = compressed.now() - ago;
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
      // What reacts to a change does so a moment later, and may plan more.
      await setImmediate();
      for (let due = nextDue(ms); due.length > 0; due = nextDue(ms)) {
        elapsed = due[0]?.due ?? elapsed;
        for (const task of due) if (tasks.delete(task)) task.run();
        await setImmediate();
      }
      elapsed = undefined;
      for (const task of tasks) start(task, task.due - ms);
      tasks.clear();
    },
    close() {
      tasks.clear();
      compressed.close();
    },
  };
}
