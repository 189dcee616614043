import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { githubDeployment } from '../../../src/steps/checks/github-deployment.ts';
import { commit, deployment, deploymentStatus } from '../../fixtures/github/commit.ts';
import { type Answer, githubContext, githubHttp, repository } from '../../fixtures/github/github-http.ts';

function server(deployments: Answer, ...states: readonly string[]) {
  return githubHttp({
    [`GET ${repository}/commits/v1.2.3`]: { json: commit },
    [`GET ${repository}/deployments`]: deployments,
    [`GET ${repository}/deployments/1/statuses`]: { json: states.map(deploymentStatus) },
  });
}

describe('the check github.deployment', () => {
  it.each<[string, readonly string[], CheckResult['verdict']]>([
    ['success', ['success', 'in_progress'], 'pass'],
    ['success that a later one replaced', ['inactive', 'success'], 'pass'],
    ['one that was never well', ['inactive', 'failure'], 'inconclusive'],
    ['failure', ['failure', 'in_progress'], 'fail'],
    ['error', ['error'], 'fail'],
    ['one that is on its way', ['in_progress'], 'inconclusive'],
    ['one without a state', [], 'inconclusive'],
  ])('answers to %s', async (_what, states, verdict) => {
    const http = server({ json: [deployment] }, ...states);
    const result = await githubDeployment.run({ ref: 'v1.2.3' }, githubContext(http));
    expect(result.verdict).toBe(verdict);
  });

  it('looks for the commit, whatever ref it was deployed from', async () => {
    const http = server({ json: [deployment] }, 'success');
    const result = await githubDeployment.run({ ref: 'v1.2.3', environment: 'staging' }, githubContext(http));
    const asked = http.requests
      .map(({ url }) => new URL(url))
      .find(({ pathname }) => pathname.endsWith('/deployments'));
    expect(asked?.searchParams.get('sha')).toBe(commit.sha);
    expect(asked?.searchParams.get('environment')).toBe('staging');
    expect(result.evidence[0]).toMatchObject({
      where: 'octocat/hello-world, deployment 1 of topic-branch',
      since: '2012-07-20T01:19:13Z',
    });
  });

  it('is inconclusive where GitHub knows of none', async () => {
    const result = await githubDeployment.run({ ref: 'v1.2.3' }, githubContext(server({ json: [] })));
    expect(result).toMatchObject({ verdict: 'inconclusive' });
  });

  it('is an error where the ref is not there', async () => {
    const result = await githubDeployment.run(
      { ref: 'v9.9.9' },
      githubContext(server({ json: [deployment] })),
    );
    expect(result).toMatchObject({ verdict: 'error' });
    expect(result.summary).toContain('HTTP 404');
  });
});
