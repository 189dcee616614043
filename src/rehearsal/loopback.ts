import type { Database } from '../steps/ports/database.ts';
import type { Http } from '../steps/ports/http.ts';
import type { Tls } from '../steps/ports/tls.ts';

const refused = { kind: 'unreachable', reason: 'a rehearsal reaches nothing outside this machine' } as const;

/** Asks this machine alone: a URL of any other is not asked, and counts as unreachable. */
export function loopbackHttp(http: Http): Http {
  return {
    request: async (asked) =>
      isLoopback(URL.parse(asked.url)?.hostname ?? '') ? http.request(asked) : refused,
  };
}

/** Shakes hands with this machine alone. */
export function loopbackTls(tls: Tls): Tls {
  return {
    handshake: async (asked) => (isLoopback(asked.host) ? tls.handshake(asked) : refused),
  };
}

/** Asks databases of this machine alone. */
export function loopbackDatabase(database: Database): Database {
  return {
    ask: async (asked) => (isLoopback(URL.parse(asked.url)?.hostname ?? '') ? database.ask(asked) : refused),
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^\[?::1\]?$/.test(hostname) || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
