import type { Service } from '../../../runbook/inventory.ts';
import { missing } from '../../checks/answers.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import { type Applied, isGood } from '../../manifest/apply-objects.ts';
import type { ApprovedObject } from '../../manifest/approved-object.ts';
import { serviceOfObject } from '../../manifest/service-objects.ts';
import type { Evidence } from '../../outcome.ts';

/** Lines of a difference that are told. */
const mostLines = 40;

/**
 * What applying came to: each object by its name, those that are not as approved first, then what was applied, and
 * what was not touched.
 */
export function concludeApply(
  check: string,
  applied: readonly Applied[],
  asked: readonly ApprovedObject[],
  services: readonly Service[],
): CheckResult {
  const bad = applied.filter((one) => !isGood(one));
  const untouched = asked.filter((object) => !applied.some((one) => one.object === object));
  const [first, ...rest] = [
    ...bad.map((one) => badRow(check, one)),
    ...(untouched.length === 0 ? [] : [untouchedRow(check, untouched)]),
    ...applied.filter((one) => isGood(one)).map((one) => goodRow(check, one)),
  ];
  if (first === undefined) return missing(check, 'objects to apply', 'none');
  const counts = countsOf(applied);
  if (bad.length === 0 && untouched.length === 0)
    return {
      verdict: 'pass',
      summary: `${String(applied.length)} objects applied as approved: ${counts}`,
      evidence: [first, ...rest],
    };
  const why =
    bad.length === 0
      ? 'stopped'
      : bad.map(({ object, details }) => `${object.title}: ${details[0] ?? 'not as approved'}`).join('; ');
  const summary = `${why}. Applied: ${counts}; not touched: ${String(untouched.length)}`;
  const failing = bad.flatMap(({ object }) => serviceOfObject(object.manifest, services)?.name ?? []);
  return {
    verdict: 'fail',
    summary,
    evidence: [first, ...rest],
    ...(failing.length === 0 ? {} : { failing }),
  };
}

function badRow(check: string, { object, result, details }: Applied): Evidence {
  const next =
    result === 'refused'
      ? 'Go back to the diff, look at it anew, and have it approved again'
      : 'Read why; what was applied before stays so until it is rolled back';
  const base = { check, result: 'fail', what: object.title, expected: 'applied as approved', next } as const;
  const shown = details.slice(0, mostLines);
  if (result === 'differs')
    return {
      ...base,
      observed: 'applied, but the server made something else of it than it had said',
      details: shown,
    };
  const [observed = 'not applied', ...more] = shown;
  return more.length === 0 ? { ...base, observed } : { ...base, observed, details: more };
}

function goodRow(check: string, { object, result }: Applied): Evidence {
  return { check, result: 'pass', what: object.title, expected: 'applied as approved', observed: result };
}

function untouchedRow(check: string, untouched: readonly ApprovedObject[]): Evidence {
  return {
    check,
    result: 'fail',
    what: `${String(untouched.length)} objects`,
    expected: 'applied as approved',
    observed: 'not touched',
    details: untouched.map(({ title }) => title),
  };
}

function countsOf(applied: readonly Applied[]): string {
  const count = (result: Applied['result']): number => applied.filter((one) => one.result === result).length;
  return (['created', 'changed', 'unchanged'] as const)
    .map((result) => `${String(count(result))} ${result}`)
    .join(', ');
}
