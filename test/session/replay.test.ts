import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../src/session/events.ts';
import { evolve, replay } from '../../src/session/evolve.ts';
import type { Intent, IntentOf } from '../../src/session/intents.ts';
import { decodeRecord, encodeRecord, type Actor, type SessionRecord } from '../../src/session/record.ts';
import { isSettled, type SessionState } from '../../src/session/state.ts';
import { allValues } from '../../src/session/values.ts';
import {
  frame,
  finishedEvent,
  runByPerson,
  startedEvent,
  walkOf,
  type Walk,
} from '../fixtures/session/walk.ts';
import { planOf, shellStep, yamlStep } from '../fixtures/session/plan.ts';
import { arbitraryEvent } from './log/arbitrary-event.ts';

const text = [
  '---\nparameters:\n  way: { type: string, default: a }\n---\n',
  '- [ ] Merged\n      <!-- step: { id: tick } -->\n',
  yamlStep('kind: action', 'id: save', 'action: snapshot.take'),
  yamlStep(
    'kind: ask',
    'id: size',
    'question: How many?',
    'asks: { n: { type: integer }, pin: { type: secret } }',
  ),
  yamlStep('kind: approval', 'id: go', 'role: qa', 'count: 2'),
  shellStep('id: change, on-failure: { runbook: rollback }'),
  yamlStep('kind: verify', 'id: see', 'check: file', 'with: { path: /x }'),
  yamlStep(
    'kind: decide',
    'id: fork',
    'question: Which?',
    'choices: [{ value: x, goto: last }, { value: y }]',
  ),
  shellStep('id: between, when: { value: way, equals: a }'),
  shellStep('id: last, on-failure: continue'),
].join('\n');

const library = { rollback: shellStep('id: undo') + shellStep('id: check', 'true') };
const people = ['olga', 'rita', 'sven', 'tom'];
const stepIds = planOf(text, library).main.map(({ id }) => id);

/** What can happen to a session: intents, and what the world answers. */
type Move =
  | { readonly move: 'intent'; readonly intent: Intent }
  | { readonly move: 'effect-ends'; readonly result: 'passed' | 'failed' | 'inconclusive' | 'error' }
  | { readonly move: 'killed-and-resumed'; readonly by: string }
  /** Whatever takes the session on from where it stands. */
  | { readonly move: 'forward' };

const reason = fc.constantFrom('because', '');
const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(runByPerson) },
  { weight: 4, arbitrary: fc.constant<Intent>({ intent: 'advance' }) },
  fc.constant<Intent>({ ...runByPerson, consent: 'unattended' }),
  fc.record({
    intent: fc.constant('attest' as const),
    decision: fc.constantFrom('yes', 'no'),
    shown: fc.constant('x'),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      intent: fc.constant('approve' as const),
      decision: fc.constantFrom('yes', 'yes', 'no'),
      name: fc.constantFrom(...people),
      shown: fc.constantFrom('x', 'y'),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Intent>({ intent: 'answer', values: { n: 2 }, secrets: ['pin'] }) },
  fc.record({ intent: fc.constant('choose' as const), value: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ intent: fc.constant('skip' as const), reason }),
  fc.record({ intent: fc.constant('start-from' as const), step: fc.constantFrom(...stepIds) }),
  fc.record({ intent: fc.constant('continue' as const), reason }),
  fc.record({ intent: fc.constant('back' as const), to: fc.constantFrom(...stepIds), reason }),
  { weight: 3, arbitrary: fc.record({ intent: fc.constant('recover' as const), reason }) },
  fc.record({
    intent: fc.constant('resolve' as const),
    resolution: fc.constantFrom('done', 'failed', 'retry'),
    reason,
    alive: fc.boolean(),
    files: fc.constant<IntentOf<'resolve'>['files']>([]),
  }),
  fc.record({ intent: fc.constant('note' as const), text: reason }),
  fc.record({ intent: fc.constant('hand-over' as const), to: fc.constantFrom(...people), note: reason }),
  fc.record({ intent: fc.constant('pause' as const), reason }),
);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ move: fc.constant('intent' as const), intent }) },
  {
    weight: 5,
    arbitrary: fc.record({
      move: fc.constant('effect-ends' as const),
      result: fc.constantFrom('passed', 'passed', 'failed', 'inconclusive', 'error'),
    }),
  },
  { weight: 12, arbitrary: fc.constant<Move>({ move: 'forward' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      move: fc.constant('killed-and-resumed' as const),
      by: fc.constantFrom('olga', 'olga', ...people),
    }),
  },
);

/** In the order in which they are tried. */
const forward: readonly Intent[] = [
  runByPerson,
  { intent: 'attest', decision: 'yes', shown: 'x' },
  { intent: 'answer', values: { n: 2 }, secrets: ['pin'] },
  { intent: 'choose', value: 'y' },
  ...people.map((name): Intent => ({ intent: 'approve', decision: 'yes', name, shown: 'x' })),
  { intent: 'resolve', resolution: 'done', reason: 'I looked', alive: false, files: [] },
  { intent: 'skip', reason: 'because' },
];

const moves = fc.array(move, { minLength: 20, maxLength: 80 });

function makeMove(walk: Walk, made: Move): void {
  switch (made.move) {
    case 'intent': {
      const decided = walk.decide(made.intent);
      if (decided.ok) walk.log(...decided.value);
      return;
    }
    case 'effect-ends': {
      const { current } = walk;
      const status = current === undefined ? undefined : walk.step(current).status;
      if (current === undefined || status?.status !== 'running') return;
      const step = { id: current, attempt: status.attempt };
      const captures = made.result === 'passed' ? { [`from-${current}`]: status.attempt } : {};
      walk.log(finishedEvent(step, made.result, { captures }));
      return;
    }
    case 'forward':
      goForward(walk);
      return;
    case 'killed-and-resumed':
      walk.operateAs(actorOf(made.by));
      walk.log(resumed);
      return;
  }
}

function goForward(walk: Walk): void {
  const { current } = walk;
  if (current !== undefined && walk.step(current).status.status === 'running') {
    makeMove(walk, { move: 'effect-ends', result: 'passed' });
    return;
  }
  for (const each of [{ intent: 'advance' } as const, ...forward]) {
    const decided = walk.decide(each);
    if (!decided.ok || decided.value.length === 0) continue;
    walk.log(...decided.value);
    return;
  }
}

const resumed: SessionEvent = {
  type: 'session.resumed',
  mode: 'attended',
  host: { id: 'host', name: 'bastion' },
  tool: { version: '1.0.0', digest: 'd' },
  secrets: [],
};

function actorOf(id: string): Actor {
  return { id, authtype: 'os' };
}

function start(): Walk {
  return walkOf(text, {
    library,
    inventory: { approvals: { unsigned: 'allowed' } },
    started: { params: { way: 'a' } },
  });
}

/** A record as it comes back from the disk. */
function fromDisk(record: SessionRecord): SessionRecord {
  const read = decodeRecord(JSON.parse(encodeRecord(record)));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** Walks at random; `after` sees the state before and after each record. */
function walkAtRandom(made: readonly Move[]): Walk {
  const walk = start();
  for (const each of made) makeMove(walk, each);
  return walk;
}

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
    for (const made of fc.sample(moves, { numRuns: 150, seed: 7 })) {
      for (const { event } of walkAtRandom(made).records) seen.add(event.type);
    }
    expect([...seen].toSorted()).toEqual(
      [
        'branch.entered',
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
          changed ||= event.type === 'step.started' && event.effect === 'change';
          expect(after.changed).toBe(changed);
        });
      }),
      { numRuns: 80 },
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
  it('holds built-in values, parameters, and the folders of steps that have passed', () => {
    const walk = walkOf(yamlStep('kind: include', 'id: inner', 'runbook: other'), {
      library: { other: shellStep('id: save-state') + shellStep('id: b') },
      started: { params: { way: 'a' } },
    });
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
    walk.log({ type: 'step.spawned', step: { id: 'a', attempt: 1 }, process }, resumed);
    expect(walk.step('a').status).toMatchObject({ status: 'interrupted', attempt: 1, process });
  });
});
