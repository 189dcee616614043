import type { SessionRecord } from '../../../session/record.ts';
import type { FiledOutput } from '../../../session/ports.ts';
import type { DescribedSession } from '../describe-session.ts';
import { type StepStory, stepStories } from '../story.ts';

/** What became of a step in one session. */
export interface StepEnd {
  readonly result: string;
  readonly attempts: number;
  /** Of the last attempt; undefined: nothing was run, or it never ended. */
  readonly milliseconds?: number;
  readonly summary?: string;
  readonly output?: FiledOutput;
  readonly values: Readonly<Record<string, string>>;
}

export type Difference = 'only there' | 'result' | 'attempts' | 'duration' | 'output' | 'values';

/** A step in two sessions; undefined: it is not in this one. */
export interface StepComparison {
  readonly id: string;
  readonly first: StepEnd | undefined;
  readonly second: StepEnd | undefined;
  readonly differs: readonly Difference[];
}

/** A fact of the sessions themselves that is not the same. */
export interface FactComparison {
  readonly fact: string;
  readonly first: string;
  readonly second: string;
}

export interface Comparison {
  readonly facts: readonly FactComparison[];
  readonly steps: readonly StepComparison[];
}

/** A session with its records. */
export interface Compared {
  readonly session: DescribedSession;
  readonly records: readonly SessionRecord[];
}

/** Two sessions beside each other: what they are, and each step in the order of the first, then those of the second alone. */
export function compareSessions(first: Compared, second: Compared): Comparison {
  const firsts = endsOf(first);
  const seconds = endsOf(second);
  const ids = [...new Set([...firsts.keys(), ...seconds.keys()])];
  return {
    facts: factsOf(first.session).flatMap(([fact, one], index) => {
      const other = factsOf(second.session)[index]?.[1] ?? '';
      return one === other ? [] : [{ fact, first: one, second: other }];
    }),
    steps: ids.map((id) => {
      const one = firsts.get(id);
      const other = seconds.get(id);
      return { id, first: one, second: other, differs: differencesOf(one, other) };
    }),
  };
}

function endsOf({ session, records }: Compared): ReadonlyMap<string, StepEnd> {
  return new Map(stepStories(session, records).map((story) => [story.id, endOf(story)]));
}

function endOf({ status, attempts }: StepStory): StepEnd {
  const last = attempts.at(-1);
  const event = last?.finished?.event;
  const output = event?.output ?? last?.resolved?.event.output;
  return {
    result: status.status,
    attempts: attempts.length,
    ...(event === undefined ? {} : { milliseconds: event.milliseconds, summary: event.summary }),
    ...(output === undefined ? {} : { output }),
    values: Object.fromEntries(
      Object.entries(event?.captures ?? {}).map(([name, value]) => [name, String(value)]),
    ),
  };
}

function differencesOf(one: StepEnd | undefined, other: StepEnd | undefined): readonly Difference[] {
  if (one === undefined || other === undefined) return ['only there'];
  return [
    ...(one.result === other.result ? [] : (['result'] as const)),
    ...(one.attempts === other.attempts ? [] : (['attempts'] as const)),
    ...(tookOtherwise(one.milliseconds, other.milliseconds) ? (['duration'] as const) : []),
    ...(one.output?.sha256 === other.output?.sha256 ? [] : (['output'] as const)),
    ...(JSON.stringify(one.values) === JSON.stringify(other.values) ? [] : (['values'] as const)),
  ];
}

/** No two runs take the same time: one has to take twice as long as the other, and a second longer. */
function tookOtherwise(one = 0, other = 0): boolean {
  const [short, long] = one < other ? [one, other] : [other, one];
  return long >= 2 * short && long - short >= 1000;
}

function factsOf(session: DescribedSession): readonly (readonly [fact: string, text: string])[] {
  const { state, started, actors } = session;
  const { environment, cluster, rehearsal } = state;
  const parameters = Object.entries(started.params).map(([name, value]) => `${name} = ${String(value)}`);
  return [
    ['runbook', started.runbook.id],
    ['sha256', started.runbook.sha256],
    ['environment', environment.name],
    ['cluster', cluster === undefined ? 'none' : `${cluster.context}, uid ${cluster.uid}`],
    ['rehearsal', rehearsal ?? 'no'],
    ['parameters', parameters.join(', ') || 'none'],
    ['by', actors.join(', ')],
    ['tool', started.tool.version],
    ['outcome', state.phase.phase === 'ended' ? state.phase.outcome : state.phase.phase],
  ];
}
