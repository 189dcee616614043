import { textAt } from '../kubernetes/objects/json.ts';
import { type HttpReply, textReply } from '../services/http.ts';
import { jsonBody } from './json-body.ts';
import type { StartSystem } from './system.ts';

/** Where the webhook of a rehearsal is, below the address of the system. */
export const webhookPath = '/services/rehearsal/slack-webhook';

const most = 40_000;

/** An incoming webhook: https://api.slack.com/messaging/webhooks */
export const slack: StartSystem = () => ({
  reply: (ask) => {
    if (ask.path !== webhookPath) return plain(404, 'no_service');
    if (ask.method !== 'POST') return plain(405, 'method_not_allowed');
    const body = jsonBody(ask);
    if (body === undefined) return plain(400, 'invalid_payload');
    const text = textAt(body, 'text') ?? '';
    if (text === '') return plain(400, 'no_text');
    return text.length > most ? plain(400, 'msg_too_long') : plain(200, 'ok');
  },
});

function plain(status: number, text: string): HttpReply {
  return textReply(status, 'text/plain; charset=utf-8', text);
}
