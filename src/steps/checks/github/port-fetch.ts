import type { RunContext } from '../../context.ts';
import { GithubError, unreadable } from './trouble.ts';

/** Bytes of an answer that are read. */
const limit = 8 * 1024 * 1024;
/** Milliseconds for one answer. */
const timeout = 20_000;

/** What Octokit asks with, as much of it as is needed here. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type PortFetch = (url: string, init?: FetchInit) => Promise<Response>;

/**
 * `fetch` over the session’s own HTTP port, so that its guards hold here too. It asks nobody but `base`, since the
 * token goes with every request: a link to the next page is an address that came in an answer.
 */
export function portFetch(base: string, context: Pick<RunContext, 'ports' | 'signal'>): PortFetch {
  return async (url, init = {}) => {
    if (url !== base && !url.startsWith(`${base}/`)) {
      throw new GithubError(unreadable(`an answer leads to another server: ${new URL(url).host}`));
    }
    const answer = await context.ports.http.request({
      method: init.method ?? 'GET',
      url,
      headers: init.headers ?? {},
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      timeout,
      limit,
      signal: context.signal,
    });
    if (answer.kind === 'unreachable') {
      const next =
        'Check the network, the VPN and the endpoint github in platform.yaml, then run the step again';
      throw new GithubError({ kind: 'busy', observed: `no answer: ${answer.reason}`, next });
    }
    const { status, headers, body, truncated } = answer;
    if (truncated) throw new GithubError(unreadable('an answer too long to be read'));
    const bodiless = status === 204 || status === 205 || status === 304;
    const response = new Response(bodiless ? null : body, { status, headers });
    // Octokit takes the number of a page from it, and a Response that was made by hand has none.
    return Object.defineProperty(response, 'url', { value: url });
  };
}
