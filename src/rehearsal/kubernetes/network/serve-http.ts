import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { HttpAsk, HttpReply } from '../../services/http.ts';

/** Answers one HTTP request with what `replyOf` gives for it. */
export async function serveHttp(
  incoming: IncomingMessage,
  response: ServerResponse,
  replyOf: (ask: HttpAsk) => Promise<HttpReply>,
): Promise<void> {
  try {
    const { status, contentType, body } = await replyOf(askOf(incoming, await text(incoming)));
    response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  } catch {
    // The client is gone, or sent what is no request: there is nobody to tell.
    response.destroy();
  }
}

function askOf({ url = '/', method = 'GET', headers }: IncomingMessage, body: string): HttpAsk {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  return { method, path, authorization: headers.authorization, body };
}
