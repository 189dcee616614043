import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { githubWait } from '../../../src/steps/checks/github-wait.ts';
import {
  type Answer,
  githubContext,
  githubHttp,
  notFound,
  repository,
} from '../../fixtures/github/github-http.ts';
import { job, jobs, pending, rateLimited, run, step } from '../../fixtures/github/run.ts';
import { type FakeContext, fakeClock } from '../../fixtures/run-context.ts';

const at = `${repository}/actions/runs/30433642`;

interface Course {
  /** What GitHub says of the run, look by look; the last again and again. */
  readonly runs: readonly (Answer | undefined)[];
  readonly jobs?: Answer;
  readonly more?: Parameters<typeof githubHttp>[0];
}

function server({ runs, jobs: said = { json: jobs(job('Deploy')) }, more = {} }: Course) {
  const left = [...runs];
  return githubHttp({
    [`GET ${at}`]: () => (left.length > 1 ? left.shift() : left[0]),
    [`GET ${at}/jobs`]: said,
    ...more,
  });
}

async function follow(
  course: Course,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{
  readonly result: CheckResult;
  readonly context: FakeContext;
  readonly sleeps: readonly number[];
}> {
  const clock = fakeClock();
  const context = githubContext(server(course), { ports: { clock } });
  return {
    result: await githubWait.run({ run: '30433642', ...more }, context),
    context,
    sleeps: clock.sleeps,
  };
}

const success = { json: run({ status: 'completed', conclusion: 'success' }) };
const failure = { json: run({ status: 'completed', conclusion: 'failure' }) };
const going = { json: run() };
const failedJob = job('Deploy', {
  conclusion: 'failure',
  steps: [step('Set up job'), step('Apply the manifests', 'failure')],
});

describe('the check github.wait', () => {
  it('follows a run to its success, with jobs and steps on the screen', async () => {
    const { result, context } = await follow({
      runs: [going, success],
      jobs: {
        json: jobs(
          job('Prepare'),
          job('Deploy', { status: 'in_progress', conclusion: null, steps: [step('Apply', null)] }),
        ),
      },
    });
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: 'run 30433642: success',
      values: { 'run-state': 'success', 'workflow-rollback': 'none' },
    });
    expect(
      context.told.progress[0]?.rows?.map(({ name, state, cells }) => [name, state, cells[0], cells[1]]),
    ).toEqual([
      ['Prepare', 'good', '', 'success'],
      ['Deploy', 'working', '', 'in progress'],
      ['', 'working', 'Apply', 'in progress'],
    ]);
  });

  it('names the job and the step that failed, with the last words of its log, read without the token', async () => {
    const course = {
      runs: [failure],
      jobs: { json: jobs(failedJob) },
      more: {
        // As https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run has it.
        [`GET ${repository}/actions/jobs/399444496/logs`]: {
          status: 302,
          headers: { location: 'https://pipelines.actions.githubusercontent.com/log?rt=1' },
        },
        'GET https://pipelines.actions.githubusercontent.com/log': {
          body: '\uFEFF2020-01-20T17:42:41.0Z kubectl apply\n2020-01-20T17:42:42.0Z ##[error]denied\n2020-01-20T17:42:43.0Z Cleaning up\n',
        },
      },
    };
    const http = server(course);
    const result = await githubWait.run({ run: '30433642' }, githubContext(http));
    expect(result.verdict).toBe('fail');
    expect(result.summary).toContain(
      'failure; Deploy, step “Apply the manifests”; the workflow has rolled nothing back',
    );
    const row = result.evidence.find(({ what }) => what === 'job Deploy');
    expect(row?.details).toEqual(['kubectl apply', 'error: denied']);
    const log = http.requests.find(({ url }) => url.includes('pipelines'));
    expect(log?.headers['authorization']).toBeUndefined();
  });

  it.each([
    ['success', 'success', 'the workflow has rolled back'],
    ['failure', 'failure', 'rollback has failed'],
    ['skipped', 'none', 'rolled nothing back'],
  ])('tells what became of the workflow’s own rollback: %s', async (conclusion, value, told) => {
    const said = { json: jobs(failedJob, job('Rollback', { conclusion, steps: [] })) };
    const { result } = await follow({ runs: [failure], jobs: said }, { 'report-only': true });
    expect(result).toMatchObject({
      verdict: 'pass',
      values: { 'run-state': 'failure', 'workflow-rollback': value },
    });
    expect(result.summary).toContain(told);
  });

  it('fails for a run that was cancelled', async () => {
    const { result } = await follow({
      runs: [{ json: run({ status: 'completed', conclusion: 'cancelled' }) }],
    });
    expect(result).toMatchObject({ verdict: 'fail', values: { 'run-state': 'cancelled' } });
  });

  it('ends at the approval, with who may give it and what the jobs have said, where that is what is waited for', async () => {
    const waiting = { json: run({ status: 'waiting' }) };
    const more = {
      [`GET ${at}/pending_deployments`]: { json: [pending()] },
      [`GET ${repository}/check-runs/399444496/annotations`]: {
        json: [{ annotation_level: 'notice', title: 'Deployment summary', message: 'v1.2.3' }],
      },
    };
    const { result, context } = await follow({ runs: [waiting], more }, { until: 'approval' });
    expect(result).toMatchObject({ verdict: 'pass', values: { 'run-state': 'waiting' } });
    expect(result.summary).toContain('staging, by octocat, the team Justice League');
    expect(result.evidence[0].details).toEqual(['notice: Deployment summary: v1.2.3']);
    const shown = await context.ports.files.read(`${context.stepDir}/deployment.txt`);
    expect(String(shown)).toContain('notice: Deployment summary: v1.2.3');
    const on = await follow({ runs: [waiting, success], more });
    expect(on.result).toMatchObject({ verdict: 'pass', values: { 'run-state': 'success' } });
  });

  it('waits a rate limit and a GitHub in trouble out, shows why, and goes on', async () => {
    const limit = { ...rateLimited };
    const { result, context, sleeps } = await follow({
      runs: [going, limit, { status: 502, body: '' }, undefined, success],
    });
    expect(result.verdict).toBe('pass');
    expect(sleeps.slice(1)).toEqual([30_000, 20_000, 40_000]);
    expect(context.told.progress.map(({ summary }) => summary).join('\n')).toMatch(
      /secondary rate limit.*30s[\s\S]*HTTP 502/,
    );
  });

  it('gives a new run a moment to be there, and a token that is refused none', async () => {
    expect((await follow({ runs: [notFound, notFound, success] })).result.verdict).toBe('pass');
    expect((await follow({ runs: [notFound] })).result).toMatchObject({ verdict: 'error' });
    const refused = await follow({ runs: [{ status: 401, json: { message: 'Bad credentials' } }] });
    expect(refused.result.verdict).toBe('error');
    expect(refused.sleeps).toEqual([]);
  });

  it('never passes when it is stopped', async () => {
    const http = server({ runs: [going] });
    const stop = new AbortController();
    const clock = { ...fakeClock(), sleep: () => Promise.resolve(stop.abort('operator')) };
    const context = githubContext(http, { signal: stop.signal, ports: { clock } });
    const result = await githubWait.run({ run: '30433642' }, context);
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toContain('run the step again');
  });
});
