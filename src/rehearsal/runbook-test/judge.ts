import { unreachable } from '../../problem/problem.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { SessionState, StepStatus } from '../../session/state.ts';
import type { TestCase, TestFault } from './model.ts';

/** What came of a walk. */
export interface Course {
  readonly state: SessionState;
  readonly records: readonly SessionRecord[];
  /** By step id: what its attempts have printed. */
  readonly outputs: ReadonlyMap<string, string>;
}

type Expected = Pick<TestCase, 'ends' | 'steps' | 'values' | 'shows'>;

/** Everything in which a walk differs from what its case expects: the steps first, the end last. */
export function judge(expected: Expected, course: Course): readonly TestFault[] {
  return [
    ...Object.entries(expected.steps).flatMap(([step, wanted]) => judgeStep(step, wanted, course)),
    ...Object.entries(expected.shows).flatMap(([step, texts]) => judgeTexts(step, texts, course)),
    ...Object.entries(expected.values).flatMap(([name, wanted]) => judgeValue(name, wanted, course)),
    ...judgeEnd(expected.ends, course),
  ];
}

function judgeStep(step: string, wanted: string, { state }: Course): readonly TestFault[] {
  const status = state.steps.get(step)?.status ?? { status: 'pending' };
  const is = status.status === 'pending' ? 'not-reached' : status.status;
  if (is === wanted) return [];
  const why = reasonOf(status);
  const observed = why === '' ? is : `${is}: ${why}`;
  return [{ step, what: `${step} came out in another way`, expected: wanted, observed }];
}

/** What the log says of why a step stands where it stands. */
function reasonOf(status: StepStatus): string {
  switch (status.status) {
    case 'failed':
      return status.problem.message;
    case 'inconclusive':
    case 'looked':
    case 'passed':
    case 'answered':
      return status.summary;
    case 'skipped':
    case 'continued':
      return status.reason;
    case 'signed':
      return status.by;
    case 'pending':
    case 'running':
    case 'interrupted':
      return '';
    default:
      return unreachable(status);
  }
}

function judgeTexts(step: string, texts: readonly string[], course: Course): readonly TestFault[] {
  const told = toldOf(step, course);
  return texts
    .filter((text) => !told.includes(folded(text)))
    .map((text) => ({
      step,
      what: `${step} does not show a text`,
      expected: text,
      observed: told === '' ? 'nothing: it was never run' : shortened(told),
    }));
}

/** Everything that a step has said: of its evidence, its problem and its output. */
function toldOf(step: string, { records, outputs }: Course): string {
  const evidence = records.flatMap(({ event }) => {
    if (event.type !== 'step.finished' || event.step.id !== step) return [];
    const { summary, problem } = event;
    const found = event.evidence.flatMap(({ what, where, expected, observed, next, details }) => [
      what,
      where,
      expected,
      observed,
      next,
      ...(details ?? []),
    ]);
    return [summary, ...found, problem?.message, problem?.hint, problem?.cause];
  });
  return folded([...evidence, outputs.get(step)].filter((text) => text !== undefined).join('\n'));
}

/** Lines break where there was room. */
function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  return text.length <= 600 ? text : `${text.slice(0, 300)} … ${text.slice(-300)}`;
}

function judgeValue(name: string, wanted: string, { state }: Course): readonly TestFault[] {
  const held = state.values.get(name);
  const observed = held === undefined ? missingValue(name, state) : String(held.value);
  if (held !== undefined && observed === wanted) return [];
  return [{ what: `The value ${name} is another one`, expected: wanted, observed }];
}

function missingValue(name: string, { secrets }: SessionState): string {
  return secrets.has(name) ? 'a secret, which is never compared' : 'nothing has set it';
}

function judgeEnd(wanted: string, { state: { phase } }: Course): readonly TestFault[] {
  const is = phase.phase === 'ended' ? phase.outcome : phase.phase;
  if (is === wanted) return [];
  const { reason } = { reason: undefined, ...phase };
  const why = reason === undefined ? '' : `: ${reason}`;
  return [{ what: 'It ended in another way', expected: wanted, observed: `${is}${why}` }];
}
