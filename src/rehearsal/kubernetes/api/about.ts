import type { ApiAnswer } from './exchange.ts';

/** The Kubernetes version that the simulation says it is: the newest that its answers were compared with. */
const version = { major: '1', minor: '32', gitVersion: 'v1.32.4' } as const;

/** Answers what is asked about the server itself: version and health. Undefined for any other path. */
export function about(path: string, query: URLSearchParams): ApiAnswer | undefined {
  switch (path) {
    case '/version':
      return {
        kind: 'json',
        status: 200,
        body: {
          ...version,
          gitTreeState: 'clean',
          goVersion: 'none',
          compiler: 'none',
          platform: 'rehearsal',
        },
      };
    case '/healthz':
    case '/livez':
    case '/readyz':
      return { kind: 'text', status: 200, body: query.has('verbose') ? verbose(path.slice(1)) : 'ok' };
    default:
      return undefined;
  }
}

function verbose(name: string): string {
  const checks = ['ping', 'log', 'etcd', 'informer-sync', 'shutdown'];
  return `${checks.map((check) => `[+]${check} ok\n`).join('')}${name} check passed\n`;
}
