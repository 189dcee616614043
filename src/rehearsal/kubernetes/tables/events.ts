import { at, numberAt, textAt } from '../objects/json.ts';
import { type KubeObject, nameOf } from '../objects/kube-object.ts';
import { shown, wide } from './column.ts';
import { ageOf } from './duration.ts';
import { filledAt } from './scalar.ts';

export const eventColumns = [
  shown('Last Seen', (event, now) => ageOf(lastSeen(event), now)),
  shown('Type', (event) => textAt(event, 'type') ?? ''),
  shown('Reason', (event) => textAt(event, 'reason') ?? ''),
  shown('Object', objectText),
  wide('Subobject', (event) => textAt(event, 'involvedObject', 'fieldPath') ?? ''),
  wide('Source', sourceText),
  shown('Message', (event) => (textAt(event, 'message') ?? '').trim()),
  wide('First Seen', (event, now) => ageOf(firstSeen(event), now)),
  wide('Count', (event) => countOf(event)),
  wide('Name', nameOf),
] as const;

function firstSeen(event: KubeObject): string | undefined {
  return textAt(event, 'firstTimestamp') ?? textAt(event, 'eventTime');
}

function lastSeen(event: KubeObject): string | undefined {
  if (at(event, 'series') !== undefined) return textAt(event, 'series', 'lastObservedTime');
  return textAt(event, 'lastTimestamp') ?? firstSeen(event);
}

function objectText(event: KubeObject): string {
  const kind = (textAt(event, 'involvedObject', 'kind') ?? '').toLowerCase();
  const name = textAt(event, 'involvedObject', 'name') ?? '';
  return name === '' ? kind : `${kind}/${name}`;
}

function sourceText(event: KubeObject): string {
  const component = filledAt(event, 'source', 'component') ?? textAt(event, 'reportingComponent') ?? '';
  const host = filledAt(event, 'source', 'host') ?? textAt(event, 'reportingInstance') ?? '';
  return host === '' ? component : `${component}, ${host}`;
}

/** An event of the newer interface that came once has no count. */
function countOf(event: KubeObject): number {
  return numberAt(event, 'series', 'count') ?? Math.max(1, numberAt(event, 'count') ?? 1);
}
