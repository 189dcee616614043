import { errorText } from '../../../problem/problem.ts';
import { formatDuration } from '../../../runbook/values/duration.ts';
import { field, number, text } from '../../manifest/json.ts';
import type { CheckResult } from '../define-check.ts';

/**
 * Why GitHub has not given what it was asked for. `busy`: later it may (no connection, a server in trouble, a rate
 * limit). `refused`: not to this token. `absent`: there is no such thing, or the token can't see it. `invalid`: it
 * does not take what was asked. `unreadable`: its answer is none of its API.
 */
export interface GithubTrouble {
  readonly kind: 'busy' | 'refused' | 'absent' | 'invalid' | 'unreadable';
  readonly observed: string;
  readonly next: string;
  /** Of `busy`: milliseconds after which GitHub wants to be asked again. */
  readonly wait?: number;
}

/** The one error of asking GitHub; what calls it from a check makes a result of it. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
  readonly trouble: GithubTrouble;

  constructor(trouble: GithubTrouble) {
    super(trouble.observed);
    this.trouble = trouble;
  }
}

/** Milliseconds to wait where a rate limit is told without a time, as GitHub’s best practices want it. */
const minute = 60_000;

/** Whatever a request threw, as GitHub’s trouble. `now`: milliseconds since 1970, for the time of a rate limit. */
export function troubleOf(thrown: unknown, now: number): GithubTrouble {
  if (thrown instanceof GithubError) return thrown.trouble;
  const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof GithubError) return cause.trouble;
  const status = number(field(thrown, 'status'));
  const response = field(thrown, 'response');
  const said = text(field(response, 'data', 'message')) ?? errorText(thrown);
  if (status === undefined) return unreadable(`an answer that is not of its API (${errorText(thrown)})`);
  return troubleOfStatus(status, said, field(response, 'headers'), now);
}

function troubleOfStatus(status: number, said: string, headers: unknown, now: number): GithubTrouble {
  const observed = `HTTP ${status}: ${said}`;
  const wait = status === 403 || status === 429 ? limitWait(said, headers, now) : undefined;
  if (wait !== undefined || status === 429) {
    const after = wait ?? minute;
    const next = `GitHub’s rate limit is used up: wait for ${formatDuration(Math.ceil(after / 1000) * 1000)}, then run the step again`;
    return { kind: 'busy', observed, next, wait: after };
  }
  if (status >= 500) {
    return { kind: 'busy', observed, next: 'Look at https://www.githubstatus.com, then run the step again' };
  }
  if (status === 401) {
    return { kind: 'refused', observed, next: 'Give a github-token that is valid, then run the step again' };
  }
  if (status === 403) return { kind: 'refused', observed, next: permissionText(headers) };
  if (status === 404) {
    const next =
      'Check the name, and that the github-token may read the repository: to others it is not there';
    return { kind: 'absent', observed, next };
  }
  return { kind: 'invalid', observed, next: 'Correct what was asked for, then run the step again' };
}

/**
 * The rules of https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: Retry-After, else the
 * reset of a limit that is used up, else a minute. Undefined: it is no rate limit.
 */
function limitWait(said: string, headers: unknown, now: number): number | undefined {
  const retryAfter = Number(text(field(headers, 'retry-after')) ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return Math.max(0, retryAfter * 1000);
  const reset = Number(text(field(headers, 'x-ratelimit-reset')) ?? Number.NaN);
  if (text(field(headers, 'x-ratelimit-remaining')) === '0' && Number.isFinite(reset)) {
    return Math.max(1000, reset * 1000 - now);
  }
  return /rate limit/i.test(said) ? minute : undefined;
}

function permissionText(headers: unknown): string {
  const wanted = text(field(headers, 'x-accepted-github-permissions'));
  const which = wanted === undefined ? 'the right for this' : `the permission ${wanted}`;
  return `Give a github-token with ${which}, then run the step again`;
}

/** An answer that is none of GitHub’s API. */
export function unreadable(observed: string): GithubTrouble {
  const next = 'Check that the endpoint github in platform.yaml is GitHub’s API itself, and no login page';
  return { kind: 'unreadable', observed, next };
}

/** The result of a check whose question was not answered: an error, which never counts as a pass. */
export function troubled(check: string, where: string, what: string, trouble: GithubTrouble): CheckResult {
  const { observed, next } = trouble;
  return {
    verdict: 'error',
    summary: `GitHub, ${what}: ${observed}`,
    evidence: [{ check, result: 'error', what, where, expected: 'an answer of GitHub', observed, next }],
  };
}
