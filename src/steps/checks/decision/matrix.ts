import { figureText } from '../prom/bounds.ts';
import type { Known, MatrixFacts, MatrixLimits } from './facts.ts';

/** What is to be done. */
export type Decision = 'stop' | 'rollback' | 'investigate' | 'rollback-services' | 'watch' | 'none';

export type RowName =
  | 'migration-failed'
  | 'all-failing'
  | 'error-rate-rollback'
  | 'error-rate-timer'
  | 'service-failing'
  | 'error-rate-watch'
  | 'none';

/** A row of the matrix, held against the facts. `unknown`: nobody can tell whether its condition holds. */
export interface JudgedRow {
  readonly row: RowName;
  readonly condition: string;
  readonly holds: boolean | 'unknown';
  readonly observed: string;
  readonly decision: Decision;
  readonly action: string;
}

export interface Judged {
  /** In the order in which they count. */
  readonly rows: readonly JudgedRow[];
  /** The first that holds. Undefined: none can be told, since what comes before is not known. */
  readonly fired: JudgedRow | undefined;
  /** Services that fail by their health, their pods or their own error rate. */
  readonly failing: readonly string[];
}

/**
 * Holds the facts against the rollback decision matrix. The first row that holds fires; one that acts fires although
 * a row before it is not known, but that all is well, or that watching is enough, is said only where every row before
 * is known not to hold. A row that acts on a service stands before the one that only watches.
 */
export function judgeMatrix(facts: MatrixFacts, limits: MatrixLimits): Judged {
  const failing = failingServices(facts, limits);
  const rows = [
    migrationRow(facts),
    allFailingRow(facts),
    ...rateRows(facts, limits),
    serviceRow(facts, limits, failing),
    watchRow(facts, limits),
  ];
  const calm = calmRow(facts, limits);
  const first = rows.find(({ holds }) => holds === true);
  const unknown = rows.some(({ holds }) => holds === 'unknown');
  const fired = first !== undefined && acts(first) ? first : unknown ? undefined : (first ?? calm);
  return { rows: [...rows, { ...calm, holds: fired === calm }], fired, failing };
}

/** True where the row changes something, and does not only watch. */
export function acts({ decision }: JudgedRow): boolean {
  return decision !== 'none' && decision !== 'watch';
}

function migrationRow({ migrationFailed, migration }: MatrixFacts): JudgedRow {
  return {
    row: 'migration-failed',
    condition: 'the database migration failed',
    holds: migrationFailed,
    observed: migration === '' ? 'nobody said so' : migration,
    decision: 'stop',
    action: 'Stop, and assess the data before anything goes back',
  };
}

function allFailingRow({ health }: MatrixFacts): JudgedRow {
  const holds = mapKnown(health, ({ asked, failing }) => asked > 0 && failing.length === asked);
  return {
    row: 'all-failing',
    condition: 'all health checks fail',
    holds,
    observed: textOf(
      health,
      ({ asked, failing }) => `${String(failing.length)} of ${String(asked)} services fail`,
    ),
    decision: 'rollback',
    action: 'Roll back at once',
  };
}

function rateRows({ errorRate }: MatrixFacts, { timer, rollback }: MatrixLimits): readonly JudgedRow[] {
  const observed = rateText(errorRate);
  return [
    {
      row: 'error-rate-rollback',
      condition: `error rate of ${percent(rollback)} or more`,
      holds: mapKnown(errorRate, (rate) => rate >= rollback),
      observed,
      decision: 'rollback',
      action: 'Roll back',
    },
    {
      row: 'error-rate-timer',
      condition: `error rate from ${percent(timer)} to below ${percent(rollback)}`,
      holds: mapKnown(errorRate, (rate) => rate >= timer && rate < rollback),
      observed,
      decision: 'investigate',
      action: 'Look for the cause until the timer is over, then roll back',
    },
  ];
}

function serviceRow(facts: MatrixFacts, limits: MatrixLimits, failing: readonly string[]): JudgedRow {
  const unknown = [facts.health, facts.down, facts.errorRates].flatMap((fact) =>
    fact.kind === 'unknown' ? [fact.observed] : [],
  );
  return {
    row: 'service-failing',
    condition: 'a service fails, and not all',
    holds: failing.length > 0 ? true : unknown.length > 0 ? 'unknown' : false,
    observed:
      failing.length > 0
        ? failing.map((name) => `${name} (${whyFailing(name, facts, limits)})`).join(', ')
        : (unknown[0] ?? 'no service fails'),
    decision: 'rollback-services',
    action: `Roll back ${failing.length === 0 ? 'that service' : failing.join(', ')} only`,
  };
}

function watchRow({ errorRate }: MatrixFacts, { watch, timer }: MatrixLimits): JudgedRow {
  return {
    row: 'error-rate-watch',
    condition: `error rate from ${percent(watch)} to below ${percent(timer)}`,
    holds: mapKnown(errorRate, (rate) => rate >= watch && rate < timer),
    observed: rateText(errorRate),
    decision: 'watch',
    action: 'Watch closely',
  };
}

function calmRow({ errorRate }: MatrixFacts, { watch }: MatrixLimits): JudgedRow {
  return {
    row: 'none',
    condition: `error rate below ${percent(watch)}, and no service fails`,
    holds: false,
    observed: rateText(errorRate),
    decision: 'none',
    action: 'Nothing is to be rolled back',
  };
}

function failingServices(
  { health, down, errorRates }: MatrixFacts,
  { rollback }: MatrixLimits,
): readonly string[] {
  return [
    ...new Set([
      ...(health.kind === 'known' ? health.value.failing.map(({ service }) => service) : []),
      ...(down.kind === 'known' ? down.value : []),
      ...(errorRates.kind === 'known'
        ? [...errorRates.value].filter(([, rate]) => rate >= rollback).map(([service]) => service)
        : []),
    ]),
  ];
}

function whyFailing(
  name: string,
  { health, down, errorRates }: MatrixFacts,
  { rollback }: MatrixLimits,
): string {
  const sick =
    health.kind === 'known' ? health.value.failing.find(({ service }) => service === name) : undefined;
  const rate = errorRates.kind === 'known' ? errorRates.value.get(name) : undefined;
  return [
    ...(sick === undefined ? [] : [sick.observed]),
    ...(down.kind === 'known' && down.value.includes(name) ? ['no pod is available'] : []),
    ...(rate !== undefined && rate >= rollback ? [`${percent(rate)} of its requests fail`] : []),
  ].join('; ');
}

function mapKnown<T>(fact: Known<T>, holds: (value: T) => boolean): boolean | 'unknown' {
  return fact.kind === 'known' ? holds(fact.value) : 'unknown';
}

function textOf<T>(fact: Known<T>, text: (value: T) => string): string {
  return fact.kind === 'known' ? text(fact.value) : fact.observed;
}

function rateText(rate: Known<number>): string {
  return textOf(rate, percent);
}

function percent(value: number): string {
  return figureText(value, '%');
}
