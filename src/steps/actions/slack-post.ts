import * as z from 'zod';
import { namedSecret } from '../api/ask-api.ts';
import { refusedBy, textLines, told } from '../announce/told.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';

const name = 'slack.post';

/** Name of the secret parameter: the whole URL of an incoming webhook, since whoever has it can post. */
const secret = 'slack-webhook';

const timeout = 10_000;
const limit = 64 * 1024;

const schema = z.strictObject({
  /** As Slack's own markup takes it. */
  text: z.string().trim().min(1).max(4000),
});

/** Tells a channel, by its incoming webhook. */
export const slackPost = defineCheck({
  name,
  summary: 'Posts a text to the Slack channel of the incoming webhook that is given as a secret.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: ['slack-posted'],
  schema,
  example: { text: 'The deployment of v1.2.3 to production begins.' },
  describe: () => 'a message is posted to Slack',
  changes: ({ text }) => [
    'this is posted to Slack; run again, it is posted again:',
    ...textLines(text).map((line) => `  ${line}`),
  ],
  run: post,
});

async function post({ text }: z.infer<typeof schema>, context: RunContext): Promise<CheckResult> {
  const webhook = namedSecret(name, secret, context);
  const row = { check: name, what: 'Slack', expected: 'HTTP 200, ok', details: textLines(text) };
  // Without a webhook a team may well have no Slack: a person knows.
  if (webhook.kind === 'unknown') return { ...webhook.result, verdict: 'inconclusive' };
  if (!isSafe(webhook.value)) {
    const next = `Give the whole URL of the incoming webhook as ${secret}: https://hooks.slack.com/services/…`;
    return told('error', { ...row, observed: `${secret} is no https URL`, next });
  }
  const answer = await context.ports.http.request({
    method: 'POST',
    url: webhook.value,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
    timeout,
    limit,
    signal: context.signal,
  });
  if (answer.kind === 'unreachable') {
    const next = 'Look into the channel first: the message may be there. Then run the step again, or skip it';
    return told('error', { ...row, observed: `no answer: ${answer.reason}`, next });
  }
  if (answer.status !== 200 || answer.body.trim() !== 'ok') {
    return refusedBy(name, 'Slack', { ...answer, where: host(webhook.value) }, row.expected).result;
  }
  return { ...told('pass', { ...row, observed: 'posted' }), values: { 'slack-posted': true } };
}

/** Who listens on the way could post too: so nothing but https, and this machine itself. */
function isSafe(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const { protocol, hostname } = new URL(written);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

/** The path of the URL is the secret; its host is not. */
function host(url: string): string {
  return new URL(url).host;
}
