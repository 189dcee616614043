import type { Evidence, Verdict } from '../../outcome.ts';
import type { CheckResult } from '../define-check.ts';
import type { MatrixFacts } from './facts.ts';
import { acts, type Judged, type JudgedRow } from './matrix.ts';

/** What the matrix came to in the end. */
export interface Final {
  readonly check: string;
  readonly facts: MatrixFacts;
  readonly judged: Judged;
  readonly fired: JudgedRow;
  /** How the timer ended; empty where none ran. */
  readonly why: string;
  readonly reportOnly: boolean;
}

const doubt = 'Look at what is not known, then run the step again, or decide by what you know';

/** The fired row stands first, with its action as what to do next; the other rows follow, in their order. */
export function decided({ check, facts, judged, fired, why, reportOnly }: Final): CheckResult {
  const rows = judged.rows.filter(({ row }) => row !== fired.row).map((row) => rowOf(check, row, undefined));
  const observed = why === '' ? fired.observed : `${fired.observed}; ${why}`;
  const first = rowOf(check, { ...fired, observed, holds: true }, fired.action);
  const text = `${fired.action} (${fired.condition}: ${observed})`;
  const failing = fired.decision === 'rollback-services' ? judged.failing : [];
  return {
    verdict: acts(fired) && !reportOnly ? 'fail' : 'pass',
    summary: text,
    evidence: [first, ...rows],
    failing,
    values: {
      decision: fired.decision,
      'decision-row': fired.row,
      'decision-text': text,
      failing: judged.failing.join(','),
      ...(facts.errorRate.kind === 'known' ? { 'error-rate': rounded(facts.errorRate.value) } : {}),
    },
    ...measuredOf(facts),
  };
}

/** Nothing can be said: what is not known is named first. */
export function undecided(check: string, { rows }: Judged, facts: MatrixFacts): CheckResult {
  const unknown = rows.filter(({ holds }) => holds === 'unknown');
  const named = [...new Set(unknown.map(({ observed }) => observed))].join('; ');
  const next = nextOf(facts) ?? doubt;
  const told = unknown.map((row) => rowOf(check, row, next));
  const known = rows.filter(({ holds }) => holds !== 'unknown').map((row) => rowOf(check, row, undefined));
  const [first = noRow(check), ...rest] = [...told, ...known];
  return {
    verdict: 'inconclusive',
    summary: `The matrix can't be decided: ${named}`,
    evidence: [first, ...rest],
  };
}

/** The operator or the end of the step's time came before the decision. */
export function stoppedEarly(check: string, observed: string): CheckResult {
  const summary = 'stopped before the matrix was decided';
  return {
    verdict: 'inconclusive',
    summary,
    evidence: [
      {
        check,
        result: 'inconclusive',
        what: 'the decision',
        expected: 'a row that fires',
        observed,
        next: doubt,
      },
    ],
  };
}

/** The figure for the line of bars. */
export function measuredOf({ errorRate }: MatrixFacts): Pick<CheckResult, 'measured'> {
  if (errorRate.kind === 'unknown') return {};
  return { measured: { label: 'error rate', unit: '%', value: rounded(errorRate.value) } };
}

function rowOf(check: string, row: JudgedRow, next: string | undefined): Evidence {
  const holds = row.holds === true ? 'holds' : row.holds === 'unknown' ? 'not known' : 'does not hold';
  return {
    check,
    result: resultOf(row),
    what: row.condition,
    expected: row.decision === 'none' ? 'this' : 'not this',
    observed: `${holds}: ${row.observed}`,
    ...(next === undefined ? {} : { next }),
  };
}

function resultOf(row: JudgedRow): Verdict {
  if (row.holds === 'unknown') return 'inconclusive';
  return row.holds && row.decision !== 'none' ? 'fail' : 'pass';
}

function nextOf(facts: MatrixFacts): string | undefined {
  const all = [facts.errorRate, facts.health, facts.down, facts.errorRates];
  return all.flatMap((fact) => (fact.kind === 'unknown' && fact.next !== undefined ? [fact.next] : []))[0];
}

function noRow(check: string): Evidence {
  return {
    check,
    result: 'inconclusive',
    what: 'the matrix',
    expected: 'a row that fires',
    observed: 'none',
    next: doubt,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
