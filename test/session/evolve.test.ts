import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolve, replay } from '../../src/session/evolve.ts';
import type { SessionState } from '../../src/session/state.ts';
import { allValues } from '../../src/session/values.ts';
import { planOf, shellStep, yamlStep } from '../fixtures/session/plan.ts';
import { actorOf, library, text } from '../fixtures/session/random-moves.ts';
import { frame, resumedEvent, runByPerson, startedEvent, walkOf } from '../fixtures/session/walk.ts';
import { arbitraryEvent } from './log/arbitrary-event.ts';

describe('any log whatever', () => {
  it('folds without a fault, at every prefix', () => {
    const started = startedEvent(planOf(text, library));
    fc.assert(
      fc.property(fc.boolean(), fc.array(arbitraryEvent, { maxLength: 30 }), (begins, events) => {
        const all = begins ? [started, ...events] : events;
        const records = all.map((event, at) => frame(event, at + 1, actorOf('olga')));
        let state: SessionState | undefined;
        for (const record of records) state = evolve(state, record);
        expect(replay(records)).toEqual(state);
        expect(state === undefined || state.lastSeq === records.length).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is no session before its start', () => {
    expect(replay([])).toBeUndefined();
    expect(replay([frame({ type: 'note', text: 'x' }, 1, actorOf('olga'))])).toBeUndefined();
  });
});

describe('the state of a session', () => {
  it('holds built-in values, parameters, and the folders of steps that have passed and left files', () => {
    const walk = walkOf(yamlStep('kind: include', 'id: inner', 'runbook: other'), {
      library: { other: shellStep('id: save-state') + shellStep('id: quiet') + shellStep('id: b') },
      started: { params: { way: 'a' } },
    });
    const file = { path: 'steps/inner.save-state/1/state.txt', sha256: 'abc', bytes: 3 };
    walk.finish('passed', { files: [file] });
    walk.finish();
    walk.finish('failed');
    expect(allValues(walk.state, '/sessions/one')).toEqual({
      environment: 'production',
      production: false,
      namespace: 'teei-production',
      session: '20260302-100000-main-7f3a',
      way: 'a',
      'save-state-dir': '/sessions/one/steps/inner.save-state/1',
    });
  });

  it('is unwitnessed from a checkpoint that tells of one that was not taken to the next', () => {
    const checkpoint = { type: 'checkpoint', number: 1, events: 1, head: '', signed: false } as const;
    const unpublished = [{ checkpoint: 1, to: 'file /x', observed: 'no' }];
    const events = [
      startedEvent(planOf(text, library)),
      checkpoint,
      { ...checkpoint, unpublished },
      checkpoint,
    ];
    const folded = events.map((_, at) =>
      replay(events.slice(0, at + 1).map((event, seq) => frame(event, seq + 1, actorOf('olga')))),
    );
    expect(folded.map((state) => state?.unwitnessed === true)).toEqual([false, false, true, false]);
  });

  it('knows when the last step that changes something started', () => {
    const walk = walkOf(
      shellStep('id: a, effect: read') + shellStep('id: b') + shellStep('id: c, effect: read'),
    );
    walk.finish();
    expect(walk.state.changedAt).toBeUndefined();
    walk.finish();
    const { changedAt } = walk.state;
    expect(walk.state.changed).toBe(true);
    expect(changedAt).toMatch(/^2026-/);
    walk.finish();
    expect(walk.state.changedAt).toBe(changedAt);
  });

  it('takes on the files and voids the steps of an adopted runbook', () => {
    const walk = walkOf(shellStep('id: a') + shellStep('id: b'));
    walk.finish();
    const files = [{ id: 'main', path: 'main.md', sha256: 'new' }];
    walk.log({ type: 'runbook.adopted', files, kept: [], voided: ['a'] });
    expect(walk.state.files).toEqual(files);
    expect(walk.current).toBe('a');
    expect(walk.step('a').attempts).toBe(1);
  });

  it('interrupts what was running when it is resumed, with the process that was left', () => {
    const walk = walkOf(shellStep('id: a'));
    walk.act(runByPerson);
    const process = { pid: 7, start: '8', boot_id: 'b' };
    walk.log({ type: 'step.spawned', step: { id: 'a', attempt: 1 }, process }, resumedEvent);
    expect(walk.step('a').status).toMatchObject({ status: 'interrupted', attempt: 1, process });
  });
});
