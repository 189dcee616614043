import { type Json, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import { type KubeObject, nameOf } from '../objects/kube-object.ts';
import { ageOf } from './duration.ts';
import { scalarText } from './scalar.ts';

type Cell = (object: KubeObject, now: number) => Json;

/** One column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date';
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: 0 | 1;
  /** What the column says of an object; `now` is in milliseconds since 1970. */
  readonly cell: Cell;
}

/** A column that is always shown. */
export function shown(name: string, cell: Cell, type: Column['type'] = 'string'): Column {
  return { name, type, priority: 0, cell };
}

/** A column that `-o wide` adds. */
export function wide(name: string, cell: Cell): Column {
  return { name, type: 'string', priority: 1, cell };
}

export const nameColumn: Column = shown('Name', nameOf);
export const ageColumn: Column = shown('Age', (object, now) =>
  ageOf(textAt(object.metadata, 'creationTimestamp'), now),
);

/** The containers, images and selector that wide tables of workloads end with. `path`: where the pod's spec is. */
export function containerColumns(...path: readonly string[]): readonly Column[] {
  const texts = (object: KubeObject, key: string): string =>
    listAt(object, ...path, 'containers')
      .map((container) => textAt(container, key) ?? '')
      .join(',');
  return [
    wide('Containers', (object) => texts(object, 'name')),
    wide('Images', (object) => texts(object, 'image')),
  ];
}

/** Labels as one text, sorted by key: `a=b,c=d`; `<none>` without any. */
export function labelsText(labels: JsonObject): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${scalarText(value)}`);
  return pairs.length === 0 ? '<none>' : pairs.toSorted().join(',');
}

/** A LabelSelector as `kubectl` writes it, by metav1.FormatLabelSelector: sorted by key. */
export function selectorText(selector: Json | undefined): string {
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(
    ([key, value]) => [key, `${key}=${scalarText(value)}`] as const,
  );
  const expressions = listAt(selector, 'matchExpressions').map(
    (expression) => [textAt(expression, 'key') ?? '', expressionText(expression)] as const,
  );
  const all = [...labels, ...expressions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return all.length === 0 ? '<none>' : all.map(([, text]) => text).join(',');
}

function expressionText(expression: Json): string {
  const key = textAt(expression, 'key') ?? '';
  const values = `(${listAt(expression, 'values').map(scalarText).toSorted().join(',')})`;
  switch (textAt(expression, 'operator')) {
    case 'In':
      return `${key} in ${values}`;
    case 'NotIn':
      return `${key} notin ${values}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}

/** The first of a list, and how many more there are: `a,b,c + 2 more...`. */
export function firstOf(items: readonly string[], most: number, separator = ','): string {
  const first = items.slice(0, most).join(separator);
  return items.length > most ? `${first} + ${String(items.length - most)} more...` : first;
}
