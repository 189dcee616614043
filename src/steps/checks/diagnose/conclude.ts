import type { Evidence } from '../../outcome.ts';
import type { CheckResult } from '../define-check.ts';
import { type Clue, type Look, ranked } from './clue.ts';

/** Names of the values that every diagnosis sets. */
export const diagnosisValues = ['cause', 'affected', 'previous-revisions', 'findings'] as const;

const rowsAtMost = 12;

/**
 * The answer of a diagnosis: what was found, the likeliest first. It passes where it found something, and where it
 * looked at everything and found nothing; where it found nothing and could not look everywhere, it is inconclusive.
 * `before`: the revisions to which the services of a clue can be brought back.
 */
export function conclude(
  check: string,
  looks: readonly Look[],
  before: (services: readonly string[]) => string,
): CheckResult {
  const clues = ranked(looks.flatMap((look) => look.clues));
  const unseen = looks.flatMap((look) => look.unseen);
  const looked = looks.map(({ what }) => what).join('; ');
  const [first, ...rest] = clues;
  const gaps = unseen.map(
    ({ what, why, next }): Evidence => ({
      check,
      result: 'inconclusive',
      what,
      expected: 'looked at',
      observed: `not looked at: ${why}`,
      next,
    }),
  );
  const base = { check, what: 'what was looked at', expected: 'nothing out of the ordinary' } as const;
  if (first === undefined) {
    const row: Evidence = { ...base, result: 'pass', observed: looked };
    const values = { cause: 'none', affected: '', 'previous-revisions': '', findings: 0 };
    const [gap, ...gapped] = gaps;
    return gap === undefined
      ? { verdict: 'pass', summary: `nothing found in ${looked}`, evidence: [row], values }
      : {
          verdict: 'inconclusive',
          summary: `nothing found, but not everything could be looked at: ${gap.what}`,
          evidence: [gap, ...gapped, row],
          values,
        };
  }
  const shown = rest.slice(0, rowsAtMost - 1).map((clue, index) => rowOf(check, clue, index + 2));
  const more =
    rest.length === 0 ? '' : `; ${String(rest.length)} more ${rest.length === 1 ? 'finding' : 'findings'}`;
  return {
    verdict: 'pass',
    summary: `${first.cause}: ${namesOf(first)}${first.observed}${more}`,
    evidence: [rowOf(check, first, 1), ...shown, ...gaps, { ...base, result: 'pass', observed: looked }],
    values: {
      cause: first.cause,
      affected: first.services.join(', '),
      'previous-revisions': before(first.services),
      findings: clues.length,
    },
  };
}

function rowOf(check: string, clue: Clue, number: number): Evidence {
  const { cause, where, expected, observed, since, next, details = [] } = clue;
  return {
    check,
    result: 'fail',
    what: `${String(number)}. ${cause}${clue.services.length === 0 ? '' : `: ${clue.services.join(', ')}`}`,
    ...(where === undefined ? {} : { where }),
    expected,
    observed,
    ...(since === undefined ? {} : { since }),
    next,
    ...(details.length === 0 ? {} : { details }),
  };
}

function namesOf({ services }: Clue): string {
  if (services.length === 0) return '';
  return services.length > 3 ? `${String(services.length)} services, ` : `${services.join(', ')}, `;
}
