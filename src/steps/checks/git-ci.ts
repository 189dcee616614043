import * as z from 'zod';
import type { Evidence, Verdict } from '../outcome.ts';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { look } from './github/client.ts';
import { type CommitCheck, readCommitChecks } from './github/commit-checks.ts';

const name = 'git.ci';

const names = z.array(z.string().min(1));

const schema = z.strictObject({
  /** A tag, branch or commit that GitHub knows. */
  ref: z.string().min(1),
  /** Parts of names of checks that must be there and green. */
  require: names.default([]),
  /** `ignore`: only what `require` names is judged. */
  others: z.enum(['judge', 'ignore']).default('judge'),
  /** Parts of names of checks that don't count, such as those of the deployment itself. */
  ignore: names.default([]),
});

type Args = z.infer<typeof schema>;

/** Is the CI of a commit green? */
export const gitCi = defineCheck({
  name,
  summary:
    'Every check run and status of a commit on GitHub is green, and those that are required are there.',
  mode: 'look',
  needs: [],
  schema,
  example: { ref: 'v1.2.3', require: ['trivy', 'snyk'] },
  describe: (args) => describe(args),
  run: (args, context) =>
    look(
      name,
      `checks of ${args.ref}`,
      context,
      (github) => readCommitChecks(github, args.ref),
      (checks, github) => judge(checks, args, github.where),
    ),
});

function describe({ ref, require, others }: Args): string {
  const all = others === 'judge' ? ['every check'] : [];
  return `${[...all, ...require].join(', ')} of ${ref} is green on GitHub`;
}

function judge(checks: readonly CommitCheck[], args: Args, where: string): CheckResult {
  const counted = checks.filter((check) => !args.ignore.some((part) => isNamed(check, part)));
  const isRequired = (check: CommitCheck): boolean => args.require.some((part) => isNamed(check, part));
  const rows = [
    ...args.require
      .filter((part) => !counted.some((check) => isNamed(check, part)))
      .map((part) => absent(part, where)),
    ...counted
      .filter((check) => args.others === 'judge' || isRequired(check))
      .map((check) => rowOf(check, isRequired(check))),
  ];
  const sorted = badFirst(rows);
  if (sorted === undefined) return nothing(args.ref, where);
  const { evidence, bad } = sorted;
  // Where something has failed already, what is still running doesn't matter.
  const verdict: Verdict = rows.some(({ result }) => result === 'fail') ? 'fail' : sorted.verdict;
  const summary =
    bad === 0
      ? `all ${String(rows.length)} checks of ${args.ref} are green`
      : `${String(bad)} of ${String(rows.length)} checks of ${args.ref} ${bad === 1 ? 'is' : 'are'} not green: ${evidence
          .slice(0, Math.min(bad, 3))
          .map(({ what, observed }) => `${what} (${observed})`)
          .join(', ')}${bad > 3 ? ', …' : ''}`;
  return { verdict, summary, evidence };
}

function isNamed(check: CommitCheck, part: string): boolean {
  return check.name.toLowerCase().includes(part.toLowerCase());
}

function rowOf(check: CommitCheck, required: boolean): Evidence {
  const result = resultOf(check, required);
  const row = {
    check: name,
    result,
    what: check.name,
    ...(check.url === undefined ? {} : { where: check.url }),
    expected: required ? 'success' : 'success, or not needed',
    observed: check.said,
  };
  switch (result) {
    case 'pass':
      return row;
    case 'inconclusive':
      return { ...row, next: 'Wait until it has ended, then look again' };
    case 'fail':
    case 'error':
      return { ...row, next: 'Look at its log; deploy a version whose checks are green' };
  }
}

/** Still running is neither green nor red. A required one that was skipped has checked nothing. */
function resultOf({ state }: CommitCheck, required: boolean): Verdict {
  switch (state) {
    case 'green':
      return 'pass';
    case 'unneeded':
      return required ? 'fail' : 'pass';
    case 'pending':
      return 'inconclusive';
    case 'failing':
      return 'fail';
  }
}

function absent(part: string, where: string): Evidence {
  return {
    check: name,
    result: 'fail',
    what: part,
    where,
    expected: `a check with ${part} in its name, and green`,
    observed: 'there is none',
    next: 'See in the workflows whether it runs for this commit, and under which name',
  };
}

function nothing(ref: string, where: string): CheckResult {
  const row = {
    check: name,
    result: 'inconclusive' as const,
    what: `checks of ${ref}`,
    where,
    expected: 'at least one',
    observed: 'none',
    next: 'See in the repository whether its workflows run for this commit',
  };
  return { verdict: 'inconclusive', summary: `GitHub has no checks of ${ref}`, evidence: [row] };
}
