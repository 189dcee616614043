import type { Reply, Script, TestCase, TestFault } from '../../rehearsal/runbook-test/model.ts';

/** The replies of one walk, each of which is given once. */
export interface Turns {
  /** What is said next at a step, without saying it. Undefined: nothing more. */
  next(step: string): Reply | undefined;
  /** It has been said. */
  said(step: string): void;
  /** Replies of the case itself that nothing has asked for. */
  left(): readonly TestFault[];
}

export function takeTurns({ operator, own }: Pick<TestCase, 'operator' | 'own'>): Turns {
  const given = new Map<string, number>();
  const repliesAt = (step: string): Script[string] => operator[step] ?? [];
  return {
    next: (step) => repliesAt(step)[given.get(step) ?? 0],
    said: (step) => given.set(step, (given.get(step) ?? 0) + 1),
    left: () => own.flatMap((step) => leftAt(step, repliesAt(step).slice(given.get(step) ?? 0))),
  };
}

function leftAt(step: string, replies: readonly Reply[]): readonly TestFault[] {
  if (replies.length === 0) return [];
  return [
    {
      step,
      what: `${step} did not ask for all that is said at it`,
      expected: `all of its replies are asked for`,
      observed: `${replies.map(({ say }) => say).join(', ')} was never asked for`,
      next: `Take it out of the case’s \`operator\`, or see why ${step} went another way`,
    },
  ];
}

/** Replies to a failure: a step that has not run yet is run first. */
const afterFailure = new Set<Reply['say']>([
  'retry',
  'continue',
  'roll-back',
  'roll-back-only',
  'fail',
  'done',
  'failed',
]);

/** True where the reply is one to a step that has failed, or could not tell. */
export function isForFailure({ say }: Reply): boolean {
  return afterFailure.has(say);
}
