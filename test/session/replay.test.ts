import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve, replay } from '../../src/session/evolve.ts';
import { decodeRecord, encodeRecord, type SessionRecord } from '../../src/session/record.ts';
import { isSettled, type SessionState } from '../../src/session/state.ts';
import { allValues } from '../../src/session/values.ts';
import { lockKey, makeMove, moves, start, walkAtRandom } from '../fixtures/session/random-moves.ts';
import type { Walk } from '../fixtures/session/walk.ts';

function fromDisk(record: SessionRecord): SessionRecord {
  const read = decodeRecord(JSON.parse(encodeRecord(record)));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** Walks at random; `after` sees the state before and after each record. */

function eachStep(
  walk: Walk,
  look: (before: SessionState | undefined, record: SessionRecord, after: SessionState) => void,
): void {
  let state: SessionState | undefined;
  for (const record of walk.records) {
    const after = evolve(state, record);
    if (after === undefined) throw new Error('the session has not started');
    look(state, record, after);
    state = after;
  }
}

describe('a session that is walked at random', () => {
  it('is the same when its log is read back, at every prefix of it', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const walk = start();
        for (const each of made) {
          makeMove(walk, each);
          const state = replay(walk.records.map(fromDisk));
          expect(state).toEqual(walk.state);
        }
        expect(allValues(walk.state, '/s')).toEqual(
          allValues(replay(walk.records.map(fromDisk)) ?? walk.state, '/s'),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('gets far enough to try everything', () => {
    const seen = new Set<string>();
    for (const made of fc.sample(moves, { numRuns: 300, seed: 7 })) {
      for (const { event } of walkAtRandom(made).records) seen.add(event.type);
    }
    expect([...seen].toSorted()).toEqual(
      [
        'branch.entered',
        'hold.kept',
        'hold.lost',
        'hold.released',
        'hold.releasing',
        'hold.retaking',
        'note',
        'session.ended',
        'session.handed-over',
        'session.paused',
        'session.resumed',
        'session.started',
        'session.went-back',
        'signoff',
        'step.answered',
        'step.continued',
        'step.finished',
        'step.resolved',
        'step.skipped',
        'step.started',
      ].toSorted(),
    );
  });

  it('only ever counts attempts up, and never starts one number twice', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const started = new Set<string>();
        eachStep(walkAtRandom(made), (before, { event }, after) => {
          for (const [id, { attempts }] of before?.steps ?? []) {
            expect(after.steps.get(id)?.attempts).toBeGreaterThanOrEqual(attempts);
          }
          if (event.type !== 'step.started') return;
          const name = `${event.step.id}/${event.step.attempt}`;
          expect(started.has(name)).toBe(false);
          started.add(name);
        });
      }),
      { numRuns: 80 },
    );
  });

  it('never runs again what is settled, running or interrupted', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event }) => {
          if (event.type !== 'step.started') return;
          const status = before?.steps.get(event.step.id)?.status;
          if (status === undefined) return;
          expect(isSettled(status)).toBe(false);
          expect(['running', 'interrupted']).not.toContain(status.status);
        });
      }),
      { numRuns: 80 },
    );
  });

  it('never counts an approval of somebody who has operated it, and never one person for two', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event }) => {
          if (event.type !== 'signoff' || event.kind !== 'approve') return;
          expect(before?.operators.has(event.name)).toBe(false);
          if (!event.settles) return;
          const round = before?.steps.get('go')?.signoffs ?? [];
          const others = round.filter(
            ({ decision, shown, step }) =>
              decision === 'yes' && shown === event.shown && step.attempt === event.step.attempt,
          );
          expect(new Set([event.name, ...others.map(({ name }) => name)]).size).toBe(2);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('never takes a snapshot once something was changed, and never loses the one it has by going back', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event }, after) => {
          const taken = event.type === 'step.started' && event.step.id === 'save';
          expect(taken && before?.changed).toBe(false);
          if (event.type !== 'session.went-back' || before?.changed !== true) return;
          expect(after.values.get('from-save')).toEqual(before.values.get('from-save'));
        });
      }),
      { numRuns: 80 },
    );
  });

  it('never forgets that something was changed, whatever looks or goes back after it', () => {
    fc.assert(
      fc.property(moves, (made) => {
        let changed = false;
        eachStep(walkAtRandom(made), (_before, { event }, after) => {
          changed ||= event.type === 'step.started' && event.effect === 'change' && event.holds_only !== true;
          expect(after.changed).toBe(changed);
        });
      }),
      { numRuns: 80 },
    );
  });

  it('never ends while it holds something, and never gives it up twice', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event: { type } }) => {
          const status = before?.holds.get(lockKey)?.status;
          const open = status === 'held' || status === 'releasing';
          expect(type === 'session.ended' && open).toBe(false);
          expect(type === 'hold.releasing' && !open).toBe(false);
          expect(type === 'hold.released' && status !== 'releasing').toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('never starts a change while what it held is not its own', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event }) => {
          if (event.type !== 'step.started' || event.effect !== 'change' || event.step.id === 'lock') return;
          expect(before?.holds.get(lockKey)?.status ?? 'held').toBe('held');
        });
      }),
      { numRuns: 300 },
    );
  });

  it('ends as completed only where nothing was gone past', () => {
    fc.assert(
      fc.property(moves, (made) => {
        eachStep(walkAtRandom(made), (before, { event }) => {
          if (event.type !== 'session.ended' || event.outcome !== 'completed') return;
          for (const [, { status }] of before?.steps ?? []) expect(status.status).not.toBe('continued');
          for (const id of ['go']) expect(before?.steps.get(id)?.status.status).toBe('signed');
        });
      }),
      { numRuns: 300 },
    );
  });
});
