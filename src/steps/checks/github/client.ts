import type { Octokit } from '@octokit/core';
import type { PaginateInterface } from '@octokit/plugin-paginate-rest';
import type * as z from 'zod';
import { unknownSecret } from '../../api/ask-api.ts';
import type { RunContext } from '../../context.ts';
import type { CheckResult } from '../define-check.ts';
import { namedEndpoint } from '../named-endpoint.ts';
import { portFetch } from './port-fetch.ts';
import { findRepository, type Repository } from './repository.ts';
import { GithubError, type GithubTrouble, troubled, troubleOf, unreadable } from './trouble.ts';

/** Name of the secret parameter that holds the token. */
const tokenName = 'github-token';

const quiet = (): void => {};

/** GitHub’s API, asked as the holder of the token, about one repository. */
export interface Github {
  readonly api: Octokit & { readonly paginate: PaginateInterface };
  readonly repository: Repository;
  /** `owner/name` for people. */
  readonly where: string;
}

export type OpenedGithub =
  | { readonly kind: 'open'; readonly github: Github }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

/** Makes GitHub’s client ready. Nothing is asked yet; without an endpoint, repository or token the result says so. */
export async function openGithub(check: string, context: RunContext): Promise<OpenedGithub> {
  const endpoint = namedEndpoint(check, 'github', context);
  if (endpoint.kind === 'unknown') return { kind: 'unanswered', result: endpoint.result };
  const found = await findRepository(check, context);
  if (found.kind === 'unknown') return { kind: 'unanswered', result: found.result };
  const auth = context.secret(tokenName);
  if (auth === undefined) return { kind: 'unanswered', result: unknownSecret(check, tokenName) };
  const [{ Octokit: Core }, { paginateRest }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-paginate-rest'),
  ]);
  const api = new (Core.plugin(paginateRest))({
    auth,
    baseUrl: endpoint.url,
    userAgent: 'teei-runbook',
    // It would write to the terminal that is drawn on.
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch: portFetch(endpoint.url, context) },
  });
  const { owner, repo } = found.repository;
  return { kind: 'open', github: { api, repository: found.repository, where: `${owner}/${repo}` } };
}

export type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'trouble'; readonly trouble: GithubTrouble };

/** Carries out requests; what keeps them from being answered comes back as a value. */
export async function asked<T>(
  context: Pick<RunContext, 'ports'>,
  work: () => Promise<T>,
): Promise<Asked<T>> {
  try {
    return { kind: 'answer', value: await work() };
  } catch (thrown) {
    return { kind: 'trouble', trouble: troubleOf(thrown, context.ports.clock.now()) };
  }
}

/** What GitHub has said, as the schema reads it; anything else is thrown as a GithubError. */
export function read<T>(schema: z.ZodType<T>, said: unknown): T {
  const found = schema.safeParse(said);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
  throw new GithubError(unreadable(`an answer that is not of its API${place}`));
}

/** Opens GitHub, asks, and judges what it says. `what`: that which is asked for, for people. */
export async function look<T>(
  check: string,
  what: string,
  context: RunContext,
  ask: (github: Github) => Promise<T>,
  judge: (value: T, github: Github) => CheckResult,
): Promise<CheckResult> {
  const opened = await openGithub(check, context);
  if (opened.kind === 'unanswered') return opened.result;
  const { github } = opened;
  const answer = await asked(context, () => ask(github));
  return answer.kind === 'trouble'
    ? troubled(check, github.where, what, answer.trouble)
    : judge(answer.value, github);
}
