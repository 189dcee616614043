import { formatDuration } from '../../../runbook/values/duration.ts';
import { field, items, number, text } from '../../manifest/json.ts';
import type { Evidence } from '../../outcome.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';

/** An alerting rule that Prometheus has loaded. */
export interface AlertingRule {
  readonly name: string;
  /** `ok`, `err`, or `unknown` where it was not evaluated yet. */
  readonly health: string;
  readonly error: string | undefined;
  /** Milliseconds since 1970. */
  readonly evaluatedAt: number | undefined;
  /** Milliseconds between two evaluations. */
  readonly interval: number;
}

export interface RulesFacts {
  readonly check: string;
  readonly where: string;
  readonly rules: readonly AlertingRule[];
  /** Names that there must be; empty: whatever is there is looked at. */
  readonly wanted: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The alerting rules of an answer of `/api/v1/rules`. */
export function readRules(data: unknown): readonly AlertingRule[] {
  return items(field(data, 'groups')).flatMap((group) =>
    items(field(group, 'rules'))
      .filter((rule) => field(rule, 'type') === 'alerting')
      .map((rule) => {
        const at = Date.parse(text(field(rule, 'lastEvaluation')) ?? '');
        return {
          name: text(field(rule, 'name')) ?? 'a rule without a name',
          health: text(field(rule, 'health')) ?? 'unknown',
          error: text(field(rule, 'lastError')),
          // Go's zero time stands for never.
          evaluatedAt: at > 0 ? at : undefined,
          interval: 1000 * (number(field(group, 'interval')) ?? 60),
        };
      }),
  );
}

/** Every wanted rule is loaded, and Prometheus has evaluated it well of late. */
export function judgeRules(facts: RulesFacts): CheckResult {
  const { check, where, rules, wanted } = facts;
  const names = wanted.length > 0 ? wanted : [...new Set(rules.map(({ name }) => name))];
  const rows = names.map((name): Evidence => {
    const found = rules.filter((rule) => rule.name === name).map((rule) => judgeRule(rule, facts.now));
    const worst = found.find(({ result }) => result !== 'pass') ?? found[0] ?? absent;
    return { check, where, what: name, expected: 'a rule that is loaded and evaluated', ...worst };
  });
  const found = badFirst(rows);
  if (found === undefined) {
    return {
      verdict: 'inconclusive',
      summary: 'Prometheus has no alerting rules',
      evidence: [
        { check, where, what: 'alerting rules', expected: 'at least one', ...absent, result: 'inconclusive' },
      ],
    };
  }
  const bad = found.evidence.slice(0, found.bad).map(({ what, observed }) => `${what}: ${observed}`);
  const count = `${String(rows.length - found.bad)} of ${String(rows.length)} alerting rules are loaded and well`;
  return {
    verdict: found.verdict,
    summary: bad.length === 0 ? count : `${count}; ${bad.join('; ')}`,
    evidence: found.evidence,
  };
}

type Judged = Pick<Evidence, 'result' | 'observed' | 'next'>;

const absent: Judged = {
  result: 'fail',
  observed: 'no such rule',
  next: 'Load it: see rule_files in the configuration of Prometheus; examples/prometheus/rules.yaml has it',
};

/** Younger than this is no sign of a standstill, whatever the interval. */
const patience = 5 * 60_000;

function judgeRule({ health, error, evaluatedAt, interval }: AlertingRule, now: number): Judged {
  if (health === 'err') {
    const next = 'Correct its expression, or what it reads';
    return { result: 'fail', observed: `it fails: ${error ?? 'Prometheus does not say why'}`, next };
  }
  if (health !== 'ok' || evaluatedAt === undefined) {
    const next = `Wait for its first evaluation, every ${formatDuration(interval)}, then run the step again`;
    return { result: 'inconclusive', observed: 'it was not evaluated yet', next };
  }
  const age = now - evaluatedAt;
  if (age > Math.max(patience, 5 * interval)) {
    const next = 'Look at Prometheus itself, and at the clocks of both machines';
    const observed = `evaluated ${formatDuration(Math.round(age / 1000) * 1000)} ago for the last time`;
    return { result: 'inconclusive', observed, next };
  }
  return { result: 'pass', observed: 'loaded and well' };
}
