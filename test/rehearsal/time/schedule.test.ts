import { describe, expect, it } from 'vitest';
import { compressedSchedule } from '../../../src/rehearsal/time/schedule.ts';

/** Keeps the thread busy, as a slow machine does. */
function hold(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** Resolves when the schedule gets to a task that is due then. */
async function passed(schedule: ReturnType<typeof compressedSchedule>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    schedule.after(milliseconds, resolve);
  });
}

describe('a compressed schedule', () => {
  it('keeps the order of what is due, however late it gets to it', async () => {
    const schedule = compressedSchedule(20);
    const done: number[] = [];
    for (const ms of [900, 300, 600, 301, 20, 0]) schedule.after(ms, () => done.push(ms));
    hold(60);
    await passed(schedule, 0);
    expect(done).toEqual([0, 20, 300, 301, 600, 900]);
  });

  it('runs what controllers make of a task before the next', async () => {
    const schedule = compressedSchedule(1000);
    const done: string[] = [];
    schedule.after(1, () => {
      done.push('first');
      queueMicrotask(() => done.push('made of the first'));
    });
    schedule.after(2, () => done.push('second'));
    hold(5);
    await passed(schedule, 10);
    expect(done).toEqual(['first', 'made of the first', 'second']);
  });

  it('is not later at every step of a chain, however slow each is', async () => {
    const schedule = compressedSchedule(10);
    const done: string[] = [];
    const step = (left: number): void => {
      hold(5);
      if (left === 0) done.push('ten steps of 10 ms');
      else schedule.after(10, () => step(left - 1));
    };
    const both = passed(schedule, 160);
    schedule.after(10, () => step(9));
    schedule.after(150, () => done.push('150 ms'));
    await both;
    expect(done).toEqual(['ten steps of 10 ms', '150 ms']);
  });

  it('takes so many times less than it says', async () => {
    const schedule = compressedSchedule(100);
    const start = performance.now();
    await passed(schedule, 2000);
    expect(performance.now() - start).toBeGreaterThanOrEqual(15);
    expect(performance.now() - start).toBeLessThan(1900);
  });

  it('does not run what was cancelled, nor anything once it is closed', async () => {
    const schedule = compressedSchedule(100);
    const done: string[] = [];
    const cancel = schedule.after(10, () => done.push('cancelled'));
    schedule.after(20, () => done.push('kept'));
    cancel();
    await passed(schedule, 30);
    schedule.after(10, () => done.push('closed'));
    schedule.close();
    schedule.after(10, () => done.push('after the end'));
    await passed(compressedSchedule(100), 50);
    expect(done).toEqual(['kept']);
  });
});
