import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { YamlPath } from './yaml-mapping.ts';

/** Where in the YAML's text something stands. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What stands at a path: a value, and its key where it is a mapping's. */
interface FoundEvent {
  readonly key: ScalarEvent | undefined;
  readonly value: Event;
}

/** Finds the value at a path in the events of one document without aliases. */
export function findEvent(text: string, events: readonly Event[], path: YamlPath): FoundEvent | undefined {
  let at = 1;
  let key: ScalarEvent | undefined;
  for (const step of path) {
    const found = findChild(text, events, at, String(step));
    if (found === undefined) return undefined;
    ({ at, key } = found);
  }
  const value = events[at];
  return value && { key, value };
}

function findChild(
  text: string,
  events: readonly Event[],
  parent: number,
  name: string,
): { readonly at: number; readonly key: ScalarEvent | undefined } | undefined {
  const type = events[parent]?.type;
  let at = parent + 1;
  for (let index = 0; at < events.length && events[at]?.type !== EVENT_ID.POP; index += 1) {
    const first = events[at];
    if (type === EVENT_ID.SEQUENCE && String(index) === name) return { at, key: undefined };
    if (type === EVENT_ID.MAPPING && first?.type === EVENT_ID.SCALAR) {
      at += 1;
      if (getScalarValue(text, first) === name) return { at, key: first };
    }
    at = after(events, at);
  }
  return undefined;
}

/** The index behind a value and all that is in it. */
function after(events: readonly Event[], start: number): number {
  let depth = 0;
  for (let at = start; at < events.length; at += 1) {
    const type = events[at]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    else if (type === EVENT_ID.POP) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return events.length;
}

/** A scalar's place with its quotes. Undefined: it is none, or one whose events do not say where it begins. */
export function placeOf(event: Event): Place | undefined {
  if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) return undefined;
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      return { start: event.valueStart, end: event.valueEnd };
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return { start: event.valueStart - 1, end: event.valueEnd + 1 };
    default:
      return undefined;
  }
}
