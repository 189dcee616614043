import { unreachable } from '../problem/problem.ts';
import type { EventOf, SessionEvent } from './events.ts';
import { actorName, type Envelope, type SessionRecord } from './record.ts';
import { evolveHold, openOrClose } from './evolve-hold.ts';
import { evolveStep } from './evolve-step.ts';
import { type HeldValue, phaseAfter, type SessionState, type StepState, stepState } from './state.ts';

/** Folds a log. Undefined: it holds no session.started. Pure: replaying never runs anything. */
export function replay(records: readonly SessionRecord[]): SessionState | undefined {
  let state: SessionState | undefined;
  for (const record of records) state = evolve(state, record);
  return state;
}

/** The state after one more record. The first one must be session.started; what comes before it is passed over. */
export function evolve(state: SessionState | undefined, record: SessionRecord): SessionState | undefined {
  const { envelope, event } = record;
  if (state === undefined) {
    return event.type === 'session.started' ? begin(envelope, event) : undefined;
  }
  return { ...apply(state, envelope, event), lastSeq: envelope.seq };
}

function begin(envelope: Envelope, event: EventOf<'session.started'>): SessionState {
  return {
    session: envelope.session,
    runbookId: event.runbook.id,
    files: event.files,
    phase: { phase: 'open' },
    startedAt: envelope.time,
    mode: event.mode,
    environment: event.environment,
    ...(event.cluster === undefined ? {} : { cluster: event.cluster }),
    ...(event.rehearsal === undefined ? {} : { rehearsal: event.rehearsal }),
    ...(event.pace === undefined ? {} : { pace: event.pace }),
    cwd: event.cwd,
    host: event.host.name,
    operator: actorName(envelope.actor),
    operators: operatorNames(new Set(), envelope),
    steps: new Map(),
    values: new Map(Object.entries(event.params).map(([name, value]) => [name, { value }])),
    secrets: new Map(event.secrets.map((name) => [name, {}])),
    holds: new Map(),
    deadlines: new Map(),
    changed: false,
    notes: [],
    lastSeq: envelope.seq,
  };
}

function apply(state: SessionState, envelope: Envelope, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'session.started':
    case 'clock.stepped':
    case 'log.recovered':
      return state;
    case 'checkpoint':
      return checkpointed(state, event);
    case 'session.resumed':
      return resumed(state, envelope, event);
    case 'session.paused':
    case 'session.handed-over':
    case 'session.ended':
      return { ...state, phase: phaseAfter(event) };
    case 'runbook.adopted':
      return { ...voidSteps(state, event.voided), files: event.files };
    case 'branch.entered':
      return entered(state, event);
    case 'session.went-back':
      return voidSteps(state, event.voided);
    case 'hold.lost':
    case 'hold.retaking':
    case 'hold.kept':
    case 'hold.releasing':
    case 'hold.released':
      return { ...state, holds: evolveHold(state.holds, event) };
    case 'note':
      return { ...state, notes: [...state.notes, note(envelope, event)] };
    case 'step.started':
    case 'step.spawned':
    case 'step.finished':
    case 'step.resolved':
    case 'step.skipped':
    case 'step.continued':
    case 'step.answered':
    case 'signoff':
      return applyToStep(state, envelope, event);
    default:
      return unreachable(event);
  }
}

/** What the choice has set is a parameter: no step set it, and going back does not take it away. */
function entered(
  state: SessionState,
  { branch, from, params = {} }: EventOf<'branch.entered'>,
): SessionState {
  const values = new Map(state.values);
  for (const [name, value] of Object.entries(params)) values.set(name, { value });
  return { ...state, branch: { name: branch, from }, values };
}

/** A deadline that is set again is the newest, though it was set before. */
function setOrMeet(
  deadlines: SessionState['deadlines'],
  { step, deadline, meets }: EventOf<'step.finished'>,
): SessionState['deadlines'] {
  if (deadline === undefined && meets === undefined) return deadlines;
  const after = new Map(deadlines);
  if (meets !== undefined) after.delete(meets.key);
  if (deadline === undefined) return after;
  after.delete(deadline.key);
  return after.set(deadline.key, { ...deadline, step: step.id });
}

type StepEvent = Extract<
  SessionEvent,
  { readonly step: { readonly id: string } } | { readonly type: 'step.skipped' }
>;

function applyToStep(state: SessionState, envelope: Envelope, event: StepEvent): SessionState {
  const id = event.type === 'step.skipped' ? event.id : event.step.id;
  const after = withStep(state, id, envelope, event);
  switch (event.type) {
    case 'step.started':
      if (event.effect !== 'change' || event.holds_only) return after;
      return { ...after, changed: true, changedAt: envelope.time };
    case 'step.finished':
      return {
        ...withValues(after, id, event.captures, event.secret_captures),
        holds: openOrClose(state.holds, envelope, event),
        deadlines: setOrMeet(state.deadlines, event),
        ...(event.output === undefined ? {} : { lastOutput: event.output }),
      };
    case 'step.answered':
      return withValues(after, id, event.values, event.secrets);
    default:
      return after;
  }
}

function checkpointed(state: SessionState, event: EventOf<'checkpoint'>): SessionState {
  const { unwitnessed: _, ...rest } = state;
  return event.unpublished === undefined ? rest : { ...rest, unwitnessed: true };
}

function resumed(state: SessionState, envelope: Envelope, event: EventOf<'session.resumed'>): SessionState {
  return {
    ...state,
    phase: { phase: 'open' },
    mode: event.mode,
    host: event.host.name,
    operator: actorName(envelope.actor),
    operators: operatorNames(state.operators, envelope),
    steps: interruptRunning(state.steps),
  };
}

function withStep(state: SessionState, id: string, envelope: Envelope, event: SessionEvent): SessionState {
  const steps = new Map(state.steps);
  steps.set(id, evolveStep(stepState(state, id), envelope, event));
  return { ...state, steps };
}

function withValues(
  state: SessionState,
  step: string,
  captured: Readonly<Record<string, HeldValue['value']>>,
  secretNames: readonly string[],
): SessionState {
  const values = new Map(state.values);
  for (const [name, value] of Object.entries(captured)) values.set(name, { value, step });
  const secrets = new Map(state.secrets);
  for (const name of secretNames) secrets.set(name, { step });
  return { ...state, values, secrets };
}

/** Puts steps back to pending, and takes away what they set. Attempts go on counting. */
function voidSteps(state: SessionState, ids: readonly string[]): SessionState {
  const voided = new Set(ids);
  const steps = new Map<string, StepState>();
  for (const [id, step] of state.steps) {
    steps.set(
      id,
      voided.has(id) ? { status: { status: 'pending' }, attempts: step.attempts, signoffs: [] } : step,
    );
  }
  const kept = <T extends { readonly step?: string }>(held: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...held].filter(([, { step }]) => step === undefined || !voided.has(step)));
  return {
    ...state,
    steps,
    values: kept(state.values),
    secrets: kept(state.secrets),
    deadlines: kept(state.deadlines),
  };
}

function interruptRunning(steps: ReadonlyMap<string, StepState>): ReadonlyMap<string, StepState> {
  return new Map(
    [...steps].map(([id, step]) => [
      id,
      step.status.status === 'running'
        ? { ...step, status: { ...step.status, status: 'interrupted' } }
        : step,
    ]),
  );
}

function operatorNames(known: ReadonlySet<string>, envelope: Envelope): ReadonlySet<string> {
  const { id, key_fp, on_behalf_of } = envelope.actor;
  return new Set([
    ...known,
    id,
    ...(key_fp === undefined ? [] : [key_fp]),
    ...(on_behalf_of === undefined ? [] : [on_behalf_of]),
  ]);
}

function note(envelope: Envelope, event: EventOf<'note'>): SessionState['notes'][number] {
  return {
    time: envelope.time,
    actor: envelope.actor.id,
    text: event.text,
    ...(event.step === undefined ? {} : { step: event.step }),
  };
}
