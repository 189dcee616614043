import type { ClusterEvent, Pod } from '../../ports/cluster.ts';

/** The events of a pod, the latest first. */
export function eventsOf(pod: Pod, events: readonly ClusterEvent[]): readonly ClusterEvent[] {
  return events
    .filter((event) => event.object.uid === pod.uid)
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
}

/** Events that only say again what the state of the container says, or what every pod of the node has. */
const echoes: ReadonlySet<string> = new Set([
  'BackOff',
  'FailedScheduling',
  'MissingClusterDNS',
  'DNSConfigForming',
]);

/** `Unhealthy (12 times): Liveness probe failed: …`: the latest warning that says more than `message` does. */
export function tellingEvent(pod: Pod, events: readonly ClusterEvent[], message: string): string | undefined {
  const found = eventsOf(pod, events).find(
    (event) =>
      event.type === 'Warning' &&
      !echoes.has(event.reason) &&
      // The same node's complaint about an earlier try: the message holds its end.
      !message.includes(event.message.split(': ').at(-1)?.trim() ?? '') &&
      !/^Error: (ErrImagePull|ImagePullBackOff)$/.test(event.message),
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
