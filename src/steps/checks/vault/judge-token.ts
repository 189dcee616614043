import { formatDuration } from '../../../runbook/values/duration.ts';
import { field, items, number, text } from '../../manifest/json.ts';
import type { Evidence, Verdict } from '../../outcome.ts';
import type { CheckResult } from '../define-check.ts';

/** What a token is held against. */
export interface TokenWants {
  readonly check: string;
  readonly where: string;
  /** Milliseconds that must be left. */
  readonly minLeft: number;
  /** Policies that it must have. */
  readonly policies: readonly string[];
}

/** Judges what Vault says of a token (`auth/token/lookup-self`): rights, and time that is left. Never the token itself. */
export function judgeToken(answer: unknown, wants: TokenWants): CheckResult {
  const data = field(answer, 'data');
  const policies = policiesOf(data);
  const seconds = number(field(data, 'ttl'));
  if (policies.length === 0 || seconds === undefined) {
    const next = 'Check that the endpoint in platform.yaml is Vault itself';
    const row = evidence(wants, 'error', 'the token', 'policies and a time to live', 'neither is told', next);
    return { verdict: 'error', summary: 'Vault: an answer that tells nothing of the token', evidence: [row] };
  }
  const rows: [Evidence, Evidence] = [judgePolicies(policies, wants), judgeTime(seconds, data, wants)];
  const bad = rows.find(({ result }) => result !== 'pass');
  const name = text(field(data, 'display_name')) ?? 'a name that is not told';
  return {
    verdict: bad?.result ?? 'pass',
    summary:
      bad === undefined
        ? `Vault knows the login as ${name}, with ${policies.join(', ')}, for ${left(seconds)} more`
        : `Vault: ${bad.what}: ${bad.observed}`,
    evidence: rows,
  };
}

/** Of the token itself and of the identity behind it. */
function policiesOf(data: unknown): readonly string[] {
  const all = ['policies', 'identity_policies'].flatMap((key) => items(field(data, key)));
  return [...new Set(all.flatMap((one) => text(one) ?? []))];
}

function judgePolicies(has: readonly string[], wants: TokenWants): Evidence {
  const observed = has.join(', ');
  const missing = wants.policies.filter((policy) => !has.includes(policy));
  if (has.includes('root')) {
    const next =
      'Log in by a method of your own (vault login -method=oidc), and revoke this token if nobody else needs it: a root token may do everything';
    return evidence(wants, 'fail', 'policies of the token', 'no root token', observed, next);
  }
  const expected =
    wants.policies.length === 0 ? 'no root token' : `${wants.policies.join(', ')}, and not root`;
  if (missing.length === 0) return evidence(wants, 'pass', 'policies of the token', expected, observed);
  const next = `Log in with an account that has ${missing.join(', ')}`;
  return evidence(wants, 'fail', 'policies of the token', expected, observed, next);
}

function judgeTime(seconds: number, data: unknown, wants: TokenWants): Evidence {
  const what = 'time left of the token';
  const expected = `at least ${formatDuration(wants.minLeft)}, and an end`;
  // A time to live of 0 with no time of expiry is that of a token that never ends.
  if (seconds === 0 && text(field(data, 'expire_time')) === undefined) {
    const next = 'Use a login that ends by itself: one that never does is worth stealing';
    return evidence(wants, 'fail', what, expected, 'it never ends', next);
  }
  if (seconds * 1000 >= wants.minLeft) return evidence(wants, 'pass', what, expected, left(seconds));
  return evidence(
    wants,
    'fail',
    what,
    expected,
    left(seconds),
    'Log in again, or renew it: vault token renew',
  );
}

function left(seconds: number): string {
  return formatDuration(seconds * 1000);
}

function evidence(
  { check, where }: TokenWants,
  result: Verdict,
  what: string,
  expected: string,
  observed: string,
  next?: string,
): Evidence {
  return { check, result, what, where, expected, observed, ...(next === undefined ? {} : { next }) };
}
