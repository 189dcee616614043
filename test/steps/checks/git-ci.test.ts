import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { gitCi } from '../../../src/steps/checks/git-ci.ts';
import { checkRun, checkRuns, status } from '../../fixtures/github/commit.ts';
import {
  type Answer,
  githubContext,
  githubHttp,
  notFound,
  repository,
} from '../../fixtures/github/github-http.ts';
import { environment, fakeRunContext, fakeShell } from '../../fixtures/run-context.ts';

const runsAt = `GET ${repository}/commits/v1.2.3/check-runs`;
const statusesAt = `GET ${repository}/commits/v1.2.3/statuses`;

function look(
  runs: Answer | undefined,
  statuses: Answer = { json: [] },
  more: Readonly<Record<string, unknown>> = {},
): Promise<CheckResult> {
  const http = githubHttp({ [runsAt]: runs, [statusesAt]: statuses });
  return gitCi.run({ ref: 'v1.2.3', ...more }, githubContext(http));
}

const green = [checkRun('mighty_readme'), checkRun('trivy / scan'), checkRun('docs', 'skipped')];

const page = (number: string): Answer =>
  number === '1'
    ? {
        json: checkRuns(checkRun('unit')),
        headers: {
          link: `<https://api.github.com${repository}/commits/v1.2.3/check-runs?page=2>; rel="next"`,
        },
      }
    : { json: checkRuns(checkRun('e2e', 'failure')) };

const noSecret = (): undefined => undefined;

describe('the check git.ci', () => {
  it('passes where every check run and status is green or not needed', async () => {
    const result = await look(
      { json: checkRuns(...green) },
      { json: [status('security/snyk (octocat)', 'success')] },
      { require: ['trivy', 'SNYK'] },
    );
    expect(result).toMatchObject({ verdict: 'pass', summary: 'all 4 checks of v1.2.3 are green' });
    expect(result.evidence.map(({ what }) => what)).toContain('security/snyk (octocat)');
  });

  it.each<[string, Parameters<typeof look>, CheckResult['verdict'], string]>([
    ['a failed run', [{ json: checkRuns(...green, checkRun('unit', 'failure')) }], 'fail', 'unit (failure)'],
    ['a run that timed out', [{ json: checkRuns(checkRun('unit', 'timed_out')) }], 'fail', 'timed_out'],
    ['a conclusion that is new', [{ json: checkRuns(checkRun('unit', 'perplexed')) }], 'fail', 'perplexed'],
    [
      'one that still runs',
      [{ json: checkRuns(...green, checkRun('unit', null)) }],
      'inconclusive',
      'in_progress',
    ],
    [
      'one that still runs beside one that failed',
      [{ json: checkRuns(checkRun('unit', null), checkRun('e2e', 'failure')) }],
      'fail',
      'e2e (failure)',
    ],
    [
      'a status that failed',
      [{ json: checkRuns() }, { json: [status('ci/old', 'error')] }],
      'fail',
      'ci/old',
    ],
    [
      'a status that is pending',
      [{ json: checkRuns() }, { json: [status('ci/old', 'pending')] }],
      'inconclusive',
      'pending',
    ],
    ['no checks at all', [{ json: checkRuns() }], 'inconclusive', 'no checks'],
    [
      'a required check that is not there',
      [{ json: checkRuns(...green) }, { json: [] }, { require: ['snyk'] }],
      'fail',
      'snyk (there is none)',
    ],
    [
      'a required check that was skipped',
      [{ json: checkRuns(...green) }, { json: [] }, { require: ['docs'] }],
      'fail',
      'docs (skipped)',
    ],
    [
      'an answer of something else',
      [{ json: { check_runs: 'many', total_count: 1 } }],
      'error',
      'not of its API',
    ],
    ['a login page', [{ body: '<html>', headers: { 'content-type': 'text/html' } }], 'error', 'GitHub'],
    ['a commit that GitHub does not know', [notFound], 'error', 'HTTP 404'],
    ['nobody there', [undefined], 'error', 'ECONNREFUSED'],
    ['a server in trouble', [{ status: 502, body: 'bad gateway' }], 'error', 'HTTP 502'],
    [
      'a token that is none',
      [{ status: 401, json: { message: 'Bad credentials' } }],
      'error',
      'Bad credentials',
    ],
  ])('answers to %s', async (_what, answers, verdict, told) => {
    const result = await look(...answers);
    expect(result.verdict).toBe(verdict);
    expect(result.summary).toContain(told);
    expect(result.evidence.find((row) => row.result !== 'pass')?.next).toBeDefined();
  });

  it('takes the newest status of each context, which comes first', async () => {
    const statuses = { json: [status('ci', 'success'), status('ci', 'failure')] };
    expect(await look({ json: checkRuns() }, statuses)).toMatchObject({ verdict: 'pass' });
  });

  it('judges only what is required where the others are ignored, and leaves out what is to be ignored', async () => {
    const runs = { json: checkRuns(...green, checkRun('Deploy to production', 'failure')) };
    expect(await look(runs, { json: [] }, { require: ['trivy'], others: 'ignore' })).toMatchObject({
      verdict: 'pass',
      summary: 'all 1 checks of v1.2.3 are green',
    });
    expect(await look(runs, { json: [] }, { ignore: ['deploy'] })).toMatchObject({ verdict: 'pass' });
  });

  it('reads every page', async () => {
    const http = githubHttp({
      [runsAt]: ({ url }) => page(new URL(url).searchParams.get('page') ?? '1'),
      [statusesAt]: { json: [] },
    });
    const result = await gitCi.run({ ref: 'v1.2.3' }, githubContext(http));
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: '1 of 2 checks of v1.2.3 is not green: e2e (failure)',
    });
  });

  it('carries the token to nobody else, wherever a next page is said to be', async () => {
    const http = githubHttp({
      [runsAt]: {
        json: checkRuns(checkRun('unit')),
        headers: { link: '<https://elsewhere.example.com/page>; rel="next"' },
      },
      [statusesAt]: { json: [] },
    });
    const result = await gitCi.run({ ref: 'v1.2.3' }, githubContext(http));
    expect(result).toMatchObject({ verdict: 'error' });
    expect(result.summary).toContain('another server: elsewhere.example.com');
    expect(http.requests.map(({ url }) => new URL(url).host)).not.toContain('elsewhere.example.com');
    expect(http.requests[0]?.headers['authorization']).toBe('token gho_16C7e42F292c6912E7710c838347Ae178B4a');
  });

  it('says how long a rate limit lasts', async () => {
    // As https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api describes it.
    const reset = String(Date.parse('2026-03-02T10:07:00Z') / 1000);
    const result = await look({
      status: 403,
      json: { message: 'API rate limit exceeded for user ID 1.' },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    });
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].next).toContain('wait for 7m');
  });

  it('says which permission is missing', async () => {
    const result = await look({
      status: 403,
      json: { message: 'Resource not accessible by personal access token' },
      headers: { 'x-accepted-github-permissions': 'checks=read' },
    });
    expect(result.evidence[0].next).toContain('checks=read');
  });

  it('asks nothing without an endpoint, a repository or a token, and says what is missing', async () => {
    expect(await gitCi.run({ ref: 'main' }, fakeRunContext())).toMatchObject({ verdict: 'inconclusive' });
    const withoutToken = await gitCi.run(
      { ref: 'main' },
      githubContext(githubHttp({}), { secret: noSecret }),
    );
    expect(withoutToken.verdict).toBe('error');
    expect(withoutToken.summary).toContain('github-token');
    const nameless = { ...environment, endpoints: { github: 'https://api.github.com' } };
    const shell = fakeShell([{ probe: 'git remote get-url origin', stdout: '/srv/git/platform.git\n' }]);
    const unknown = await gitCi.run(
      { ref: 'main' },
      githubContext(githubHttp({}), { environment: nameless, ports: { shell } }),
    );
    expect(unknown.verdict).toBe('inconclusive');
    expect(unknown.evidence[0].next).toContain('repository: OWNER/NAME');
  });
});
