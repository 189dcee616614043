import type { CheckResult } from '../../checks/define-check.ts';
import { missing } from '../../checks/answers.ts';
import type { Evidence } from '../../outcome.ts';
import type { Manifest } from '../../ports/cluster.ts';
import type { Aim } from './choose.ts';
import type { Revision, ServiceHistory } from './history.ts';
import type { SetTemplate } from './set-template.ts';

const check = 'rollback.revisions';

/** What became of one service. */
export interface Went {
  readonly history: ServiceHistory;
  readonly revision: Revision;
  readonly result: SetTemplate | { readonly kind: 'there'; readonly live: Manifest };
}

/** Nothing was changed, because some services can't go back as was asked. */
export function refused(held: readonly Extract<Aim, { kind: 'refused' }>[], all: number): CheckResult {
  const [first, ...rest] = held.map(
    ({ history, why, next }): Evidence => ({
      check,
      result: 'fail',
      what: history.service,
      where: `Deployment ${history.deployment}`,
      expected: 'a revision that can be gone back to',
      observed: why,
      next,
    }),
  );
  if (first === undefined) return missing(check, 'services that go back', 'none');
  return {
    verdict: 'fail',
    summary: `nothing was changed: ${String(held.length)} of ${String(all)} can’t go back; ${first.what}: ${first.observed}`,
    evidence: [first, ...rest],
    failing: held.map(({ history }) => history.service),
  };
}

/** Each service with what became of it, bad ones first, and what such a way back leaves as it is. */
export function revisionsResult(went: readonly Went[], left: readonly string[]): CheckResult {
  const bad = went.filter(({ result }) => result.kind === 'failed');
  const good = went.filter(({ result }) => result.kind !== 'failed');
  const [first, ...rest] = [...bad, ...good].map(evidenceOf);
  if (first === undefined) return missing(check, 'services that go back', 'none');
  const verdict = bad.length === 0 ? 'pass' : 'fail';
  const changed = went.filter(({ result }) => result.kind === 'set').length;
  const count = `${String(changed)} of ${String(went.length)} went back, ${String(good.length - changed)} were there already`;
  return {
    verdict,
    summary:
      bad.length === 0 ? count : `${count}; not: ${bad.map(({ history }) => history.service).join(', ')}`,
    evidence: [first, ...rest, ...leftEvidence(left)],
    ...(bad.length === 0 ? {} : { failing: bad.map(({ history }) => history.service) }),
  };
}

function evidenceOf({ history, revision, result }: Went): Evidence {
  const base = {
    check,
    what: history.service,
    where: `Deployment ${history.deployment}`,
    expected: `the template of revision ${revision.number}: ${revision.images.join(', ')}`,
  };
  switch (result.kind) {
    case 'set':
      return { ...base, result: 'pass', observed: `has it; was at revision ${history.current ?? '?'}` };
    case 'there':
      return { ...base, result: 'pass', observed: 'had it already' };
    case 'failed':
      return {
        ...base,
        result: 'fail',
        observed: result.why,
        next: 'Read why, then run the step again: what went back already stays so',
      };
  }
}

function leftEvidence(left: readonly string[]): readonly Evidence[] {
  if (left.length === 0) return [];
  return [
    {
      check,
      result: 'pass',
      what: 'what a revision does not hold',
      expected: 'as in git and in the saved state',
      observed: `${String(left.length)} thing${left.length === 1 ? '' : 's'} stay as the release left them`,
      next: 'Look whether the old version works with them; else restore the saved state. Then put the overlay right in git',
      details: left,
    },
  ];
}
