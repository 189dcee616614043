import { describe, expect, it } from 'vitest';
import { slackPost } from '../../../src/steps/actions/slack-post.ts';
import { announcingContext, outsideHttp, secrets } from '../../fixtures/announce/outside-http.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

const args = { text: 'v1.2.3 is being deployed.\n*Look*' };

describe('the action slack.post', () => {
  it('posts the text as it is, once', async () => {
    const http = outsideHttp(fakeClock());
    const result = await slackPost.run(args, announcingContext(http));
    expect(result).toMatchObject({ verdict: 'pass', values: { 'slack-posted': true } });
    expect(http.requests.map(({ body }) => body)).toEqual([JSON.stringify(args)]);
    expect(result.evidence[0].details).toEqual(['v1.2.3 is being deployed.', '*Look*']);
  });

  it.each([
    ['nobody there', 'unreachable', /ECONNREFUSED/],
    ['a webhook that is gone', { status: 404, body: 'no_service' }, /HTTP 404: no_service/],
    ['a page in the place of ok', { status: 200, body: '<html>' }, /HTTP 200$/],
    ['nothing', { status: 200, body: '' }, /HTTP 200$/],
    ['too much', { status: 429, body: 'rate_limited' }, /HTTP 429/],
  ] as const)('never passes on %s, and tells nobody the webhook', async (_what, fault, says) => {
    const http = outsideHttp(fakeClock());
    http.fail(/./, fault);
    const result = await slackPost.run(args, announcingContext(http));
    expect(result.verdict).toBe('error');
    expect(result.summary).toMatch(says);
    expect(JSON.stringify(result)).not.toContain(String(secrets['slack-webhook']));
  });

  it.each(['http://hooks.slack.com/services/T/B/x', 'xoxb-token', 'file:///etc/passwd', 'ftp://127.0.0.1/'])(
    'sends nothing to %s',
    async (webhook) => {
      const http = outsideHttp(fakeClock());
      const result = await slackPost.run(args, announcingContext(http, { secret: () => webhook }));
      expect(result.verdict).toBe('error');
      expect(JSON.stringify(result)).not.toContain(webhook);
      expect(http.requests).toEqual([]);
    },
  );

  it('is inconclusive for a team without a webhook', async () => {
    const http = outsideHttp(fakeClock());
    const result = await slackPost.run(args, announcingContext(http, { secret: () => undefined }));
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toContain('slack-webhook');
  });

  it('shows the text before, and that Slack knows no retry', () => {
    const shown = slackPost.changes(args, announcingContext(outsideHttp(fakeClock())));
    expect(shown).toEqual([
      'this is posted to Slack; run again, it is posted again:',
      '  v1.2.3 is being deployed.',
      '  *Look*',
    ]);
  });
});
