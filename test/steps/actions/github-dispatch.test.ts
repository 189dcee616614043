import { describe, expect, it } from 'vitest';
import { githubDispatch } from '../../../src/steps/actions/github-dispatch.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { type Answer, githubContext, githubHttp, repository } from '../../fixtures/github/github-http.ts';
import { rateLimited, run } from '../../fixtures/github/run.ts';

const workflow = `${repository}/actions/workflows/deploy-production.yml`;
const args = {
  workflow: 'deploy-production.yml',
  inputs: { image_tag: 'v1.2.3', run_smoke_tests: 'true' },
};
const marked = { ...args, 'session-input': 'session' };

interface World {
  /** Runs that GitHub lists, look by look; the last again and again. */
  readonly lists?: readonly (Answer | undefined)[];
  readonly dispatched: Answer | undefined;
  readonly user?: Answer;
  readonly attempt?: number;
}

const list = (...runs: readonly unknown[]): Answer => ({
  json: { total_count: runs.length, workflow_runs: runs },
});
const other = run({ id: 7, display_title: 'Deploy v1.0.0 (by hand)' });
/** As https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event has it. */
const details = {
  json: {
    workflow_run_id: 30433642,
    run_url: 'https://api.github.com/repos/octocat/hello-world/actions/runs/30433642',
    html_url: 'https://github.com/octocat/hello-world/actions/runs/30433642',
  },
};
const found = { 'run-id': '30433642', 'run-url': details.json.html_url };

async function dispatch(
  world: World,
  given: Readonly<Record<string, unknown>> = marked,
): Promise<{ readonly result: CheckResult; readonly posts: readonly unknown[] }> {
  const left = [...(world.lists ?? [list()])];
  const http = githubHttp({
    [`GET ${workflow}/runs`]: () => (left.length > 1 ? left.shift() : left[0]),
    [`POST ${workflow}/dispatches`]: world.dispatched,
    'GET /user': world.user ?? { json: { login: 'octocat' } },
  });
  const context = githubContext(http, {
    values: { session: 'session-one' },
    attemptName: `s-one-trigger-${String(world.attempt ?? 1)}`,
  });
  const result = await githubDispatch.run(given, context);
  const posts = http.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }): unknown => JSON.parse(body ?? ''));
  return { result, posts };
}

describe('the action github.dispatch', () => {
  it('starts the workflow with its inputs and the session, and takes the run that GitHub names', async () => {
    const { result, posts } = await dispatch({ dispatched: details, lists: [list(other)] });
    expect(result).toMatchObject({ verdict: 'pass', values: found });
    expect(posts).toEqual([
      {
        ref: 'main',
        inputs: { image_tag: 'v1.2.3', run_smoke_tests: 'true', session: 'session-one' },
        return_run_details: true,
      },
    ]);
  });

  it.each([
    ['is on its way', run()],
    ['has succeeded', run({ status: 'completed', conclusion: 'success' })],
  ])('takes up the session’s run that %s, and starts none', async (_state, live) => {
    const { result, posts } = await dispatch({ dispatched: details, lists: [list(other, live)] });
    expect(result).toMatchObject({ verdict: 'pass', values: found });
    expect(posts).toEqual([]);
  });

  it('starts another after one that failed', async () => {
    const ended = run({ id: 8, status: 'completed', conclusion: 'failure' });
    const { result, posts } = await dispatch({ dispatched: details, lists: [list(ended)], attempt: 2 });
    expect(result).toMatchObject({ verdict: 'pass', values: found });
    expect(posts).toHaveLength(1);
  });

  it('starts nothing where it can’t be seen whether there is a run already', async () => {
    const { result, posts } = await dispatch({ dispatched: details, lists: [{ status: 502, body: '' }] });
    expect(result.verdict).toBe('error');
    expect(posts).toEqual([]);
  });

  it.each<[string, Answer | undefined]>([
    ['did not say which run it is', { status: 204 }],
    ['gave no answer', undefined],
    ['was in trouble', { status: 500, body: '' }],
  ])('finds the run by the session where GitHub %s', async (_what, dispatched) => {
    const { result, posts } = await dispatch({
      dispatched,
      lists: [list(other), list(other), list(run(), other)],
    });
    expect(result).toMatchObject({ verdict: 'pass', values: found });
    expect(posts).toHaveLength(1);
  });

  it('finds it by branch, person and time where the workflow does not know the session', async () => {
    const foreign = run({ id: 9, actor: { login: 'hubot' } });
    const elsewhere = run({ id: 10, head_branch: 'topic' });
    const lists = [list(other), list(run(), foreign, elsewhere, other)];
    expect((await dispatch({ dispatched: { status: 204 }, lists }, args)).result).toMatchObject({
      values: found,
    });
  });

  it('does not choose among several', async () => {
    const lists = [list(), list(run(), run({ id: 9 }))];
    const { result } = await dispatch({ dispatched: { status: 204 }, lists }, args);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].next).toContain(details.json.html_url);
  });

  it('takes no run of before for its own at the first attempt, but does at a later one', async () => {
    const first = await dispatch({ dispatched: details, lists: [list(run({ id: 9 }))] }, args);
    expect(first.posts).toHaveLength(1);
    const second = await dispatch({ dispatched: details, lists: [list(run({ id: 9 }))], attempt: 2 }, args);
    expect(second.posts).toEqual([]);
    expect(second.result).toMatchObject({ values: { 'run-id': '9' } });
  });

  it.each<[string, Answer, string]>([
    ['a rate limit', rateLimited, '30s'],
    [
      'inputs that the workflow does not have',
      { status: 422, json: { message: 'Unexpected inputs provided: ["session"]' } },
      'Correct',
    ],
    [
      'a token without the right',
      {
        status: 403,
        json: { message: 'Resource not accessible' },
        headers: { 'x-accepted-github-permissions': 'actions=write' },
      },
      'actions=write',
    ],
  ])('says what to do about %s, and looks for no run', async (_what, dispatched, next) => {
    const { result } = await dispatch({ dispatched });
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].next).toContain(next);
  });

  it('says that nothing is known where no run comes up', async () => {
    const { result } = await dispatch({ dispatched: { status: 204 } });
    expect(result).toMatchObject({ verdict: 'error' });
    expect(result.evidence[0].next).toContain('looks for the run first');
  });
});
