import { describe, expect, it } from 'vitest';
import { githubApprove } from '../../../src/steps/actions/github-approve.ts';
import { githubPending } from '../../../src/steps/checks/github-pending.ts';
import { type Answer, githubContext, githubHttp, repository } from '../../fixtures/github/github-http.ts';
import { pending } from '../../fixtures/github/run.ts';

const at = `${repository}/actions/runs/30433642`;
const args = { run: '30433642', review: 'approved', comment: 'Ship it!' };

function server(waits: Answer, more: Parameters<typeof githubHttp>[0] = {}) {
  return githubHttp({
    [`GET ${at}/pending_deployments`]: waits,
    [`POST ${at}/pending_deployments`]: { json: [] },
    ...more,
  });
}

function context(http: ReturnType<typeof githubHttp>) {
  return githubContext(http, { values: { session: 'session-one' } });
}

describe('the check github.pending', () => {
  it.each<[string, Answer, Record<string, unknown>, string, Record<string, unknown>]>([
    ['one that may be approved', { json: [pending()] }, {}, 'pass', { 'may-approve': 'yes' }],
    ['one that others have to approve', { json: [pending(false)] }, {}, 'fail', { 'may-approve': 'no' }],
    [
      'the same, for later steps',
      { json: [pending(false)] },
      { 'report-only': true },
      'pass',
      { 'may-approve': 'no' },
    ],
  ])('answers to %s', async (_what, waits, more, verdict, values) => {
    const result = await githubPending.run({ run: '30433642', ...more }, context(server(waits)));
    expect(result).toMatchObject({ verdict, values });
    expect(result.evidence[0].observed).toContain('octocat, the team Justice League');
  });

  it('is inconclusive where nothing waits, and an error where GitHub says something else', async () => {
    const run = { run: '30433642' };
    expect(await githubPending.run(run, context(server({ json: [] })))).toMatchObject({
      verdict: 'inconclusive',
    });
    expect(await githubPending.run(run, context(server({ json: { a: 1 } })))).toMatchObject({
      verdict: 'error',
    });
  });
});

describe('the action github.approve', () => {
  it('gives the review of everything that waits, with the session in the comment', async () => {
    const http = server({ json: [pending()] });
    expect(await githubApprove.run(args, context(http))).toMatchObject({ verdict: 'pass' });
    const sent: unknown = JSON.parse(http.requests.find(({ method }) => method === 'POST')?.body ?? '');
    expect(sent).toEqual({
      environment_ids: [161_088_068],
      state: 'approved',
      comment: 'Ship it! (session session-one)',
    });
  });

  it('rejects where that is the review', async () => {
    const http = server({ json: [pending()] });
    await githubApprove.run({ ...args, review: 'rejected' }, context(http));
    expect(http.requests.find(({ method }) => method === 'POST')?.body).toContain('"state":"rejected"');
  });

  it('sends nothing where the holder of the token may not, and names who may', async () => {
    const http = server({ json: [pending(false)] });
    const result = await githubApprove.run(args, context(http));
    expect(result).toMatchObject({ verdict: 'fail' });
    expect(result.evidence[0].next).toContain('the team Justice League');
    expect(http.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each<[string, readonly unknown[], string]>([
    [
      'its own review, given before',
      [{ state: 'approved', comment: 'Ship it! (session session-one)' }],
      'pass',
    ],
    ['the review of somebody else', [{ state: 'approved', comment: 'LGTM' }], 'inconclusive'],
    [
      'its own review, which was another one',
      [{ state: 'rejected', comment: 'Ship it! (session session-one)' }],
      'inconclusive',
    ],
    ['no review', [], 'inconclusive'],
  ])('where nothing waits any more, knows %s', async (_what, reviews, verdict) => {
    const http = server({ json: [] }, { [`GET ${at}/approvals`]: { json: reviews } });
    expect(await githubApprove.run(args, context(http))).toMatchObject({ verdict });
    expect(http.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is an error where GitHub does not take it', async () => {
    const http = server(
      { json: [pending()] },
      { [`POST ${at}/pending_deployments`]: { status: 503, body: '' } },
    );
    expect(await githubApprove.run(args, context(http))).toMatchObject({ verdict: 'error' });
  });
});
