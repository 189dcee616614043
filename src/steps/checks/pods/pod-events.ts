import type { ClusterEvent, Pod } from '../../ports/cluster.ts';

/** The events of a pod, the latest first. */
export function eventsOf(pod: Pod, events: readonly ClusterEvent[]): readonly ClusterEvent[] {
  return events
    .filter((event) => event.object.uid === pod.uid)
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
}

/** Events that every pod of a node has, whatever becomes of it. */
const ofTheNode: ReadonlySet<string> = new Set(['MissingClusterDNS', 'DNSConfigForming']);

/** Events that only say again what the state of the container says. */
const echoes: ReadonlySet<string> = new Set(['BackOff', 'Failed', 'FailedScheduling']);

/** True for a warning that may explain something. */
export function isWarning({ type, reason }: ClusterEvent): boolean {
  return type === 'Warning' && !ofTheNode.has(reason);
}

/** `Unhealthy (12 times): Liveness probe failed: …`: the latest warning that says more than `message` does. */
export function tellingEvent(pod: Pod, events: readonly ClusterEvent[], message: string): string | undefined {
  const found = eventsOf(pod, events).find(
    (event) =>
      isWarning(event) &&
      !echoes.has(event.reason) &&
      // The same node's complaint about an earlier try: the message holds its end.
      !message.includes(event.message.split(': ').at(-1)?.trim() ?? ''),
  );
  if (found === undefined) return undefined;
  const times = found.count > 1 ? ` (${String(found.count)} times)` : '';
  return `${found.reason}${times}: ${oneLine(found.message)}`;
}

/** Text of the cluster in one line of bearable length. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
