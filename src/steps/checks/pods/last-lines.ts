import type { Cluster } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';

/** Bytes of a log that are asked for: a line can be of any length. */
const bytesAtMost = 64 * 1024;
const lineAtMost = 400;

/** True for what a node says in place of a log that it has thrown away: it says so with HTTP status 200. */
export function isGone(log: string): boolean {
  return /^unable to retrieve container logs for \S+$/.test(log.trim());
}

/** The end of the log that explains a finding. A log that can't be had is not worth another failure. */
export async function lastLines(
  finding: Finding,
  cluster: Cluster,
  count: number,
): Promise<readonly string[]> {
  const { log, container, pod } = finding;
  if (log === undefined || container === undefined) return [];
  // The container may have been restarted since: the other run's log is the one then.
  for (const previous of log === 'previous' ? [true, false] : [false, true]) {
    const text = await cluster
      .podLog({ pod, container, previous, tailLines: count, limitBytes: bytesAtMost })
      .catch(() => '');
    if (text !== '' && !isGone(text))
      return text
        .split('\n')
        .slice(-count)
        .map((line) => (line.length > lineAtMost ? `${line.slice(0, lineAtMost)}…` : line));
  }
  return [];
}
