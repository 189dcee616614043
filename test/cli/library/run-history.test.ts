import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHistory } from '../../../src/cli/library/run-history.ts';
import { stepDurations } from '../../../src/cli/library/step-durations.ts';
import { replay } from '../../../src/session/evolve.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { recordsOf } from '../write-session.ts';
import { completed, resumed, started, ticked, writeRun } from './sessions.ts';

const own = '20260109-000000-tidy-0000';

function current(events: readonly SessionEvent[] = [started()]): Parameters<typeof runHistory>[1] {
  const state = replay(recordsOf(own, events));
  if (state === undefined) throw new Error('the session has no beginning');
  return { state };
}

function durations(events: readonly SessionEvent[], seconds: readonly number[]): Record<string, number> {
  return Object.fromEntries(stepDurations(recordsOf(own, events, seconds)));
}

describe('how long a step took', () => {
  it('counts from the step before being settled, so with the time of people', () => {
    const run: readonly SessionEvent[] = [
      started(),
      ticked('window'),
      {
        type: 'step.started',
        step: { id: 'sweep', attempt: 1 },
        kind: 'command',
        effect: 'read',
        cwd: '/',
        inputs: [],
      },
      { type: 'note', text: 'dusty' },
      passed('sweep'),
      ticked('closed'),
      completed,
    ];
    expect(durations(run, [0, 30, 35, 36, 40, 100, 101])).toEqual({
      window: 30_000,
      sweep: 10_000,
      closed: 60_000,
    });
  });

  it('leaves out the time in which the session was paused or dead', () => {
    const paused: SessionEvent = { type: 'session.paused', reason: 'lunch' };
    expect(
      durations([started(), ticked('a'), paused, resumed, ticked('b')], [0, 10, 15, 4000, 4005]),
    ).toEqual({
      a: 10_000,
      b: 10_000,
    });
    expect(durations([started(), ticked('a'), resumed, ticked('b')], [0, 10, 4000, 4005])).toEqual({
      a: 10_000,
      b: 5000,
    });
  });

  it('adds up the turns of a step that was gone back to, and leaves out what a person skipped', () => {
    const back: SessionEvent = { type: 'session.went-back', to: 'a', voided: ['a'], reason: 'again' };
    expect(durations([started(), ticked('a'), back, ticked('a')], [0, 10, 12, 17])).toEqual({ a: 17_000 });
    expect(durations([started(), skip('person'), ticked('b')], [0, 10, 15])).toEqual({ b: 5000 });
    expect(durations([started(), skip('when'), ticked('b')], [0, 1, 15])).toEqual({ a: 1000, b: 14_000 });
  });

  it('does not take a check beside a tick for its end', () => {
    const offered: SessionEvent = { ...passed('a'), offered: true };
    expect(durations([started(), offered, ticked('a')], [0, 5, 20])).toEqual({ a: 20_000 });
  });
});

function passed(id: string): Extract<SessionEvent, { type: 'step.finished' }> {
  return {
    type: 'step.finished',
    step: { id, attempt: 1 },
    result: 'passed',
    summary: '',
    evidence: [],
    milliseconds: 1,
    files: [],
    captures: {},
    secret_captures: [],
  };
}

function skip(cause: 'person' | 'when'): SessionEvent {
  return { type: 'step.skipped', id: 'a', cause, reason: '' };
}

describe('what earlier sessions tell', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'history-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** A completed run in which the window took so long. */
  function run(day: number, seconds: number, first: SessionEvent = started(), last = completed): string {
    const id = `2026010${day}-000000-tidy-000${day}`;
    return writeRun(root, id, [first, ticked('window'), last], [0, seconds, seconds]);
  }

  it('is the median of the last five completed sessions', async () => {
    for (const [index, seconds] of [900, 10, 50, 20, 40, 30].entries()) run(index + 1, seconds);
    expect(await runHistory(root, current())).toEqual(new Map([['window', 30_000]]));
  });

  it('leaves out other runbooks, rehearsals, failures, itself and what is damaged', async () => {
    run(1, 10);
    run(2, 99, started({ runbook: { id: 'other', path: 'other.md', sha256: 'a'.repeat(64) } }));
    run(3, 99, started({ rehearsal: 'cluster' }));
    run(4, 99, started(), { type: 'session.ended', outcome: 'failed' });
    writeRun(root, own, [started(), ticked('window'), completed], [0, 99, 99]);
    const damaged = join(run(5, 99), 'events/000001.jsonl');
    writeFileSync(damaged, readFileSync(damaged, 'utf8').replace('"alice","shown"', '"bobby","shown"'));
    expect(await runHistory(root, current())).toEqual(new Map([['window', 10_000]]));
    expect(await runHistory(root, current([started({ rehearsal: 'cluster' })]))).toEqual(
      new Map([['window', 99_000]]),
    );
  });

  it('is empty where there is nothing, and when it is called off', async () => {
    expect(await runHistory(join(root, 'none'), current())).toEqual(new Map());
    run(1, 10);
    expect(await runHistory(root, current(), AbortSignal.abort())).toEqual(new Map());
  });
});
