import type { HttpAsk } from './http.ts';

/** The line that a service writes about a request. `milliseconds`: until it answered. */
export function accessLine(
  { method, path }: Pick<HttpAsk, 'method' | 'path'>,
  status: number,
  milliseconds: number,
): string {
  return JSON.stringify({
    level: levelOf(status, milliseconds),
    method,
    path,
    status,
    ms: Math.round(milliseconds),
    ...(status >= 500 ? { msg: 'the request could not be answered' } : {}),
  });
}

/** Longer than users should wait, in milliseconds: the 95th percentile that the runbooks ask for. */
const slow = 2000;

/** How much a request is worth a look. */
export function levelOf(status: number, milliseconds: number): 'error' | 'warn' | 'info' {
  if (status >= 500) return 'error';
  return milliseconds > slow ? 'warn' : 'info';
}

/** True of what is asked so often that no line is written about it: health checks and metrics. */
export function isUnlogged(path: string): boolean {
  return path === '/metrics' || path === '/health' || path.startsWith('/health/');
}
