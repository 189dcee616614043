import type { EventOf } from '../../../session/events.ts';
import { actorName, type SessionRecord } from '../../../session/record.ts';

/** One attempt as the log tells it. Times are ISO. */
export interface AttemptTrail {
  readonly attempt: number;
  readonly startedAt: string;
  readonly started: EventOf<'step.started'>;
  /** Absent: it runs, or was interrupted. */
  readonly finished?: EventOf<'step.finished'> & { readonly at: string };
}

export interface Signed {
  readonly at: string;
  readonly event: EventOf<'signoff'>;
  /** Who operated then: an unsigned sign-off was entered by them. */
  readonly enteredBy: string;
  /** False: a "back" has voided it. */
  readonly stands: boolean;
}

export interface NoteTrail {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

/** What the log tells of one step, oldest first. */
export interface StepTrail {
  readonly attempts: readonly AttemptTrail[];
  readonly signoffs: readonly Signed[];
  readonly resolutions: readonly (EventOf<'step.resolved'> & { readonly at: string; readonly by: string })[];
  readonly skipped?: { readonly at: string; readonly by: string };
  readonly answered?: EventOf<'step.answered'> & { readonly at: string; readonly by: string };
  readonly notes: readonly NoteTrail[];
  /** How often a "back" has voided it. */
  readonly voided: number;
}

/** What the log tells, step by step, as the notebook shows it. */
export interface Trail {
  readonly steps: ReadonlyMap<string, StepTrail>;
  /** The step that was settled last by somebody or something that acted, until the next one is acted upon. */
  readonly lastSettled: string | undefined;
  /** The step that was acted upon last: a note that names no step is shown there. */
  readonly lastActed: string | undefined;
  /** Time of the last record, ISO. */
  readonly lastTime: string | undefined;
}

export const emptyTrail: Trail = {
  steps: new Map(),
  lastSettled: undefined,
  lastActed: undefined,
  lastTime: undefined,
};
const emptyStep: StepTrail = { attempts: [], signoffs: [], resolutions: [], notes: [], voided: 0 };

export function stepTrail(trail: Trail, id: string): StepTrail {
  return trail.steps.get(id) ?? emptyStep;
}

/** The trail of a whole log. */
export function trailOf(records: readonly SessionRecord[]): Trail {
  const steps = new Map<string, StepTrail>();
  let trail: Trail = { ...emptyTrail, steps };
  for (const record of records) trail = { ...trail, ...take(steps, trail, record) };
  return trail;
}

/** The trail with one record more. */
export function foldTrail(trail: Trail, record: SessionRecord): Trail {
  const steps = new Map(trail.steps);
  return { steps, ...take(steps, trail, record) };
}

type Rest = Omit<Trail, 'steps'>;

/** Puts what a record says into the steps, and gives the rest of the trail. */
function take(
  steps: Map<string, StepTrail>,
  before: Rest,
  { envelope: { time, actor }, event }: SessionRecord,
): Rest {
  const by = actorName(actor);
  const at = time;
  const rest = {
    lastSettled: before.lastSettled,
    lastActed: actedOn(event) ?? before.lastActed,
    lastTime: time,
  };
  const change = (id: string, more: (step: StepTrail) => Partial<StepTrail>): void => {
    const step = steps.get(id) ?? emptyStep;
    steps.set(id, { ...step, ...more(step) });
  };
  switch (event.type) {
    case 'step.started':
      change(event.step.id, ({ attempts }) => ({
        attempts: [...attempts, { attempt: event.step.attempt, startedAt: at, started: event }],
      }));
      return { ...rest, lastSettled: undefined };
    case 'step.finished':
      change(event.step.id, ({ attempts }) => ({
        attempts: attempts.map((each) =>
          each.attempt === event.step.attempt ? { ...each, finished: { ...event, at } } : each,
        ),
      }));
      return { ...rest, lastSettled: event.step.id };
    case 'step.resolved':
      change(event.step.id, ({ resolutions }) => ({ resolutions: [...resolutions, { ...event, at, by }] }));
      return { ...rest, lastSettled: event.step.id };
    case 'step.skipped':
      change(event.id, () => ({ skipped: { at, by } }));
      return event.cause === 'person' ? { ...rest, lastSettled: event.id } : rest;
    case 'step.answered':
      change(event.step.id, () => ({ answered: { ...event, at, by } }));
      return event.cause === 'person' ? { ...rest, lastSettled: event.step.id } : rest;
    case 'signoff':
      change(event.step.id, ({ signoffs }) => ({
        signoffs: [...signoffs, { at, event, enteredBy: by, stands: true }],
      }));
      return { ...rest, lastSettled: event.step.id };
    case 'note':
      if (rest.lastActed !== undefined) {
        change(rest.lastActed, ({ notes }) => ({ notes: [...notes, { at, by, text: event.text }] }));
      }
      return { ...rest, lastActed: before.lastActed };
    case 'session.went-back':
    case 'runbook.adopted':
      for (const id of event.voided) change(id, voidStep);
      return { ...rest, lastSettled: undefined };
    case 'step.continued':
      return { ...rest, lastSettled: event.step.id };
    case 'step.spawned':
    case 'session.started':
    case 'session.resumed':
    case 'session.paused':
    case 'session.handed-over':
    case 'session.ended':
    case 'hold.lost':
    case 'hold.retaking':
    case 'hold.kept':
    case 'hold.releasing':
    case 'hold.released':
    case 'branch.entered':
    case 'clock.stepped':
    case 'log.recovered':
    case 'checkpoint':
      return rest;
  }
}

/** The step that a record is about; of what follows by itself: none. */
function actedOn(event: SessionRecord['event']): string | undefined {
  switch (event.type) {
    case 'step.started':
    case 'step.finished':
    case 'step.resolved':
    case 'step.continued':
    case 'step.answered':
    case 'signoff':
      return event.step.id;
    case 'step.skipped':
      return event.cause === 'person' ? event.id : undefined;
    case 'note':
      return event.step;
    default:
      return undefined;
  }
}

function voidStep({ signoffs, voided }: StepTrail): Partial<StepTrail> {
  return { voided: voided + 1, signoffs: signoffs.map((each) => ({ ...each, stands: false })) };
}
