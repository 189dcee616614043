import type { Evidence } from '../../outcome.ts';
import type { ClusterError, ExecResult } from '../../ports/cluster.ts';
import { assertText, type TextAssertions, worstOf } from '../assertions.ts';
import type { CheckResult } from '../define-check.ts';
import type { Group, Place } from './pods-to-ask.ts';

/** What a pod answered, or why it did not. */
export type Answered =
  | { readonly place: Place; readonly kind: 'ended'; readonly result: ExecResult }
  | { readonly place: Place; readonly kind: 'unanswered'; readonly error: ClusterError };

export interface Wanted {
  /** As it is told: the program and its arguments. */
  readonly command: string;
  readonly exit: number;
  readonly stdout?: TextAssertions | undefined;
  readonly stderr?: TextAssertions | undefined;
}

const check = 'exec.check';

/** One verdict over all pods: one that answers otherwise than expected fails, one that can't be asked is an error. */
export function judgeAnswers(
  groups: readonly Group[],
  answers: readonly Answered[],
  wanted: Wanted,
): CheckResult {
  const untold = groups.flatMap((group) => troubleRow(group));
  const judged = answers.map((answer) => ({ service: answer.place.service, rows: rowsOf(answer, wanted) }));
  const rows = [...untold, ...judged.flatMap((one) => one.rows)];
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first, ...rest] = [...bad, ...rows.filter(({ result }) => result === 'pass')];
  if (first === undefined) throw new Error('no pods to judge');
  const failing = new Set([
    ...groups.filter(({ trouble }) => trouble?.result === 'fail').map(({ service }) => service),
    ...judged.filter((one) => worstOf(one.rows) === 'fail').map(({ service }) => service),
  ]);
  return {
    verdict: worstOf(rows),
    summary: summaryOf(
      judged.map((one) => worstOf(one.rows) === 'pass'),
      bad[0],
      bad.length,
      wanted,
    ),
    evidence: [first, ...rest],
    ...(failing.size === 0 ? {} : { failing: [...failing] }),
  };
}

function summaryOf(
  passed: readonly boolean[],
  worst: Evidence | undefined,
  count: number,
  wanted: Wanted,
): string {
  const good = passed.filter(Boolean).length;
  const pods = `${String(passed.length)} pod${passed.length === 1 ? '' : 's'}`;
  if (worst === undefined) return `${wanted.command}: ${pods} answered as expected`;
  const where = worst.where === undefined ? '' : ` ${worst.where}:`;
  const others = count > 1 ? ` (and ${String(count - 1)} more)` : '';
  return `${String(good)} of ${pods} answered as expected; ${worst.what}:${where} ${worst.observed}${others}`;
}

function troubleRow({ service, where, trouble }: Group): readonly Evidence[] {
  if (trouble === undefined) return [];
  return [
    {
      check,
      what: service,
      where,
      expected: 'a ready pod to ask',
      ...trouble,
      next: 'Look at its pods first: rollout.wait says what is wrong with them',
    },
  ];
}

function rowsOf(answer: Answered, wanted: Wanted): readonly Evidence[] {
  const { service, pod, container } = answer.place;
  const place = { check, what: service, where: `pod ${pod}, container ${container}` };
  if (answer.kind === 'unanswered') {
    const next = 'Run the step again; if it stays, try the command by hand with kubectl exec';
    return [{ ...place, result: 'error', expected: 'an answer', observed: answer.error.message, next }];
  }
  const { exitCode, stdout, stderr } = answer.result;
  const exit = exitRow(answer.result, wanted);
  const told = lastLines(stderr === '' ? stdout : stderr);
  if (exit.result !== 'pass') return [{ ...place, ...exit, ...told }];
  const asserted = (['stdout', 'stderr'] as const).flatMap((stream) =>
    assertText(
      { ...place, text: answer.result[stream], truncated: answer.result.truncated },
      wanted[stream] ?? {},
    ).map((row) => ({ ...row, expected: `${stream} ${row.expected}` })),
  );
  const bad = [...asserted, ...denial(place, stdout, wanted)].filter(({ result }) => result !== 'pass');
  if (bad.length > 0) return bad.map((row) => ({ ...row, ...told }));
  const expected = [`exit code ${String(wanted.exit)}`, ...asserted.map((row) => row.expected)].join(', ');
  const said = firstLine(stdout) === '' ? '' : `, ${JSON.stringify(firstLine(stdout))}`;
  return [{ ...place, result: 'pass', expected, observed: `exit code ${String(exitCode)}${said}` }];
}

function exitRow(
  { exitCode }: ExecResult,
  { exit, command }: Wanted,
): Pick<Evidence, 'result' | 'expected' | 'observed' | 'next'> {
  const expected = `exit code ${String(exit)}`;
  const observed = `exit code ${String(exitCode)}`;
  if (exitCode === exit) return { result: 'pass', expected, observed };
  // What shells and older runtimes give where a program could not be started.
  if (exitCode === 126 || exitCode === 127) {
    const why = exitCode === 127 ? 'was not found in the container' : 'could not be run in the container';
    const next = 'Ask by a program that the image has';
    return { result: 'error', expected, observed: `${observed}: ${command} ${why}`, next };
  }
  return { result: 'fail', expected, observed, next: 'Read what it wrote' };
}

/** Without a word of what the output must be, one that says no all the same is not taken for a yes. */
function denial(
  place: Pick<Evidence, 'check' | 'what' | 'where'>,
  stdout: string,
  wanted: Wanted,
): readonly Evidence[] {
  const said = stdout.trim();
  if (wanted.stdout !== undefined || !/^(false|null|undefined|NaN)$/i.test(said)) return [];
  const next = 'Where that is a good answer, say so: stdout: { equals: … }';
  return [
    {
      ...place,
      result: 'fail',
      expected: `no ${said}`,
      observed: `it answered ${said}, with exit code 0`,
      next,
    },
  ];
}

const longestLine = 200;

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

function lastLines(text: string): { readonly details?: readonly string[] } {
  const lines = text.trimEnd().split('\n').slice(-5);
  return text.trim() === '' ? {} : { details: lines.map((line) => line.slice(0, longestLine)) };
}
