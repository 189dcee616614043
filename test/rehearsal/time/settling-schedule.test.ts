import { describe, expect, it } from 'vitest';
import { settlingSchedule } from '../../../src/rehearsal/time/settling-schedule.ts';

const hour = 3600_000;

describe('a schedule that settles', () => {
  it('does at once what is due, in its order, and what that plans', async () => {
    const schedule = settlingSchedule(1, hour);
    const done: string[] = [];
    schedule.after(2000, () => done.push('second'));
    schedule.after(1000, () => {
      done.push('first');
      schedule.after(500, () => done.push('planned by the first'));
    });
    schedule.after(10 * hour, () => done.push('never'));
    await schedule.settle(60_000);
    schedule.close();
    expect(done).toEqual(['first', 'planned by the first', 'second']);
  });

  it('lets what reacts a moment later plan too', async () => {
    const schedule = settlingSchedule(1, hour);
    const done: string[] = [];
    schedule.after(1000, () => queueMicrotask(() => schedule.after(1000, () => done.push('reaction'))));
    await schedule.settle(60_000);
    schedule.close();
    expect(done).toEqual(['reaction']);
  });

  it('tells a time of day back then, and the real one afterwards', async () => {
    const before = Date.now();
    const schedule = settlingSchedule(1, hour);
    const told: number[] = [];
    schedule.after(1000, () => told.push(schedule.now()));
    await schedule.settle(60_000);
    expect(told[0]).toBeGreaterThanOrEqual(before - hour + 1000);
    expect(told[0]).toBeLessThanOrEqual(Date.now() - hour + 1000);
    expect(schedule.now()).toBeGreaterThanOrEqual(before);
    schedule.close();
  });

  it('does the rest by the clock, compressed', async () => {
    const schedule = settlingSchedule(100_000, hour);
    const begun = Promise.withResolvers<string>();
    schedule.after(5 * hour, () => begun.resolve('begun'));
    await schedule.settle(hour);
    expect(await begun.promise).toBe('begun');
    schedule.close();
  });

  it('drops what is taken back, before and after', async () => {
    const schedule = settlingSchedule(100_000, hour);
    const done: string[] = [];
    const early = schedule.after(1000, () => done.push('early'));
    const late = schedule.after(2 * hour, () => done.push('late'));
    early();
    await schedule.settle(hour);
    late();
    const last = Promise.withResolvers<void>();
    schedule.after(3 * hour, last.resolve);
    await last.promise;
    schedule.close();
    expect(done).toEqual([]);
  });
});
