import type { Http } from '../steps/ports/http.ts';

/** Asks this machine alone: a URL of any other is not asked, and counts as unreachable. */
export function loopbackHttp(http: Http): Http {
  return {
    request: async (asked) => {
      if (isLoopback(asked.url)) return http.request(asked);
      const reason = 'a rehearsal reaches nothing outside this machine';
      return { kind: 'unreachable', reason };
    },
  };
}

function isLoopback(url: string): boolean {
  const hostname = URL.parse(url)?.hostname ?? '';
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
