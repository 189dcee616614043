import type { EventOf, SessionEvent } from '../../session/events.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import { type StepStatus, stepState } from '../../session/state.ts';
import type { DescribedSession } from './describe-session.ts';

/** An event of the log with its place, its time (ISO) and who caused it. */
export interface Told<T> {
  readonly seq: number;
  readonly time: string;
  readonly actor: Actor;
  readonly event: T;
}

/** One attempt at a step. Without `finished` and `resolved` nothing is known of its end. */
export interface AttemptStory {
  readonly number: number;
  readonly started: Told<EventOf<'step.started'>>;
  readonly finished?: Told<EventOf<'step.finished'>>;
  /** What a person said of it, where it was interrupted or could not be told. */
  readonly resolved?: Told<EventOf<'step.resolved'>>;
}

/** A step with everything that happened to it, in the order of the log. */
export interface StepStory {
  readonly id: string;
  readonly status: StepStatus;
  readonly attempts: readonly AttemptStory[];
  readonly signoffs: readonly Told<EventOf<'signoff'>>[];
  /** ISO times of the first and the last record about it. */
  readonly firstAt: string;
  readonly lastAt: string;
}

interface Growing {
  readonly id: string;
  readonly attempts: Map<number, AttemptStory>;
  readonly signoffs: Told<EventOf<'signoff'>>[];
  readonly firstAt: string;
  lastAt: string;
}

/** The steps that the log tells of, in the order in which it first names them. */
export function stepStories(
  session: DescribedSession,
  records: readonly SessionRecord[],
): readonly StepStory[] {
  const growing = new Map<string, Growing>();
  for (const record of records) {
    const id = stepOf(record.event);
    if (id === undefined) continue;
    const { time } = record.envelope;
    const story = growing.get(id) ?? { id, attempts: new Map(), signoffs: [], firstAt: time, lastAt: time };
    growing.set(id, story);
    story.lastAt = time;
    take(story, record);
  }
  return [...growing.values()].map(({ attempts, ...story }) => ({
    ...story,
    status: stepState(session.state, story.id).status,
    attempts: [...attempts.values()],
  }));
}

/** The step that an event is about. */
function stepOf(event: SessionEvent): string | undefined {
  switch (event.type) {
    case 'step.started':
    case 'step.spawned':
    case 'step.finished':
    case 'step.resolved':
    case 'step.continued':
    case 'step.answered':
    case 'signoff':
      return event.step.id;
    case 'step.skipped':
      return event.id;
    default:
      return undefined;
  }
}

function take({ attempts, signoffs }: Growing, { envelope, event }: SessionRecord): void {
  const { seq, time, actor } = envelope;
  const told = <T extends SessionEvent>(each: T): Told<T> => ({ seq, time, actor, event: each });
  if (event.type === 'signoff') signoffs.push(told(event));
  if (event.type === 'step.started') {
    attempts.set(event.step.attempt, { number: event.step.attempt, started: told(event) });
  }
  if (event.type !== 'step.finished' && event.type !== 'step.resolved') return;
  const key = event.step.attempt;
  const attempt = attempts.get(key);
  if (attempt === undefined) return;
  attempts.set(
    key,
    event.type === 'step.finished'
      ? { ...attempt, finished: told(event) }
      : { ...attempt, resolved: told(event) },
  );
}
