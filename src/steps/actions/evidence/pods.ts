import { diagnosePod } from '../../checks/pods/diagnose.ts';
import type { ClusterEvent, Container, NamespaceState, Pod } from '../../ports/cluster.ts';
import type { Collection } from './collection.ts';

/** Keeps a description of every pod, those in trouble first. */
export async function keepPods(collection: Collection, state: NamespaceState): Promise<void> {
  const described = state.pods
    .map((pod) => ({ pod, finding: diagnosePod(pod, state.events) }))
    .toSorted((a, b) => Number(b.finding !== undefined) - Number(a.finding !== undefined))
    .map(({ pod, finding }) => [
      `${pod.name}  ${pod.phase}  ${pod.node === undefined ? 'on no node' : `on node ${pod.node}`}`,
      ...(finding === undefined ? [] : [`  ${finding.reason}: ${finding.message}`, `  ${finding.next}`]),
      ...pod.containers.map(containerLine),
      ...conditionLines(pod),
      ...sortedEvents(state.events.filter((event) => event.object.uid === pod.uid)).map(
        (event) => `  event ${eventLine(event)}`,
      ),
    ]);
  if (described.length === 0) return;
  const text = described.map((lines) => `${lines.join('\n')}\n`).join('\n');
  await collection.keep('pods.txt', 'every pod, with its containers, conditions and events', text);
}

function containerLine(container: Container): string {
  const { state, last, restarts, image, imageId } = container;
  const parts = [
    `  ${container.init ? 'init container' : 'container'} ${container.name}`,
    image,
    ...(imageId === '' ? [] : [imageId]),
    stateText(state),
    ...(restarts === 0 ? [] : [`${String(restarts)} restarts`]),
    ...(last === undefined ? [] : [`before: ${stateText(last)}`]),
  ];
  return parts.join('; ');
}

function stateText(state: Container['state']): string {
  if (state === undefined) return 'nothing known of it';
  switch (state.kind) {
    case 'waiting':
      return `waiting: ${state.reason} ${state.message}`.trimEnd();
    case 'running':
      return `running since ${state.since ?? '?'}`;
    case 'terminated':
      return `ended at ${state.finishedAt ?? '?'} with exit code ${String(state.exitCode)} (${state.reason})`;
  }
}

function conditionLines(pod: Pod): readonly string[] {
  return pod.conditions
    .filter(({ status }) => status !== 'True')
    .map(({ type, status, reason, message, since }) =>
      `  ${type} is ${status} since ${since ?? '?'}: ${reason} ${message}`.trimEnd(),
    );
}

/** Keeps the events of the namespace by time. */
export async function keepEvents(collection: Collection, events: readonly ClusterEvent[]): Promise<void> {
  if (events.length === 0) return;
  const lines = sortedEvents(events).map(eventLine);
  await collection.keep('events.txt', 'every event, by time', `${lines.join('\n')}\n`);
}

/** The oldest first; what has no time comes before. */
export function sortedEvents(events: readonly ClusterEvent[]): readonly ClusterEvent[] {
  return events.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

export function eventLine({ at, type, reason, message, object, count }: ClusterEvent): string {
  const times = count > 1 ? ` (${String(count)} times)` : '';
  const text = message.replaceAll(/\s+/g, ' ').trim();
  return `${at ?? '-'} ${type} ${reason} ${object.kind}/${object.name}: ${text}${times}`;
}
