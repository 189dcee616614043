import type { Service } from '../../../runbook/inventory.ts';
import type { CheckResult } from '../define-check.ts';
import type { Traffic } from './traffic.ts';

/** What is known of a figure, whatever it is held against. */
export interface FigureFacts {
  readonly check: string;
  readonly where: string;
  readonly query: string;
  readonly name: string;
  readonly unit: string;
  /** What Prometheus warned of. */
  readonly warnings: readonly string[];
  readonly traffic: Traffic | undefined;
  readonly zeroTraffic: 'inconclusive' | 'pass';
  readonly services: readonly Service[];
}

/** The query and the warnings, as details of a row of evidence. */
export function queryDetails({ query, warnings }: FigureFacts): readonly string[] {
  return [`query: ${query}`, ...warnings.map((warning) => `warning: ${warning}`)];
}

/** Where there is no figure, nobody can tell. */
export function noFigure(
  facts: FigureFacts,
  told: {
    readonly summary: string;
    readonly expected: string;
    readonly observed: string;
    readonly next: string;
  },
): CheckResult {
  const { check, name: what, where } = facts;
  const { summary, ...row } = told;
  return {
    verdict: 'inconclusive',
    summary,
    evidence: [{ check, result: 'inconclusive', what, where, ...row, details: queryDetails(facts) }],
  };
}
