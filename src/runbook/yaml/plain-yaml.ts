import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import { findEvent, type Place, placeOf } from './event-places.ts';
import { isNothing, typedScalar } from './plain-scalar.ts';
import { refusedKeys } from './refused-keys.ts';
import type { YamlPath } from './yaml-mapping.ts';

/** A mapping without anything that needs the full reader. */
export interface PlainYaml {
  readonly value: Readonly<Record<string, unknown>>;
  /** The key at a path. Undefined: there is none, or it is an item of a list. */
  keyPlace(path: YamlPath): Place | undefined;
  /** The value at a path. Undefined: there is none, or only the full reader knows where it ends. */
  valuePlace(path: YamlPath): Place | undefined;
}

/** Below the full reader's own limits, so that it is the one who says that something is too large. */
const maxEvents = 10_000;
const maxDepth = 30;

/**
 * What the two readers take differently: marks of documents, keys with a question mark,
 * tabs as indentation, block scalars with a figure, and byte order marks.
 */
const rareForms = [
  /(?:^|[\n\r])(?:---|\.\.\.|%)/,
  /(?:^|[\n\r,[{-])[ \t]*\?(?:\s|$)/,
  /(?:^|[\n\r]) *\t/,
  /[|>][-+]?\d/,
  /\uFEFF/,
];

/**
 * Reads a mapping in the YAML that nearly all authors write. Undefined: it is not valid, or it has an anchor,
 * an alias, a tag, a directive, a refused or doubled key, or a figure in a rare form; then the full reader
 * has to look. That one also knows every position, but takes several times as long before it is compiled hot,
 * and a runbook holds a hundred mappings.
 */
export function readPlainYaml(text: string, scalars: 'typed' | 'text'): PlainYaml | undefined {
  if (rareForms.some((form) => form.test(text))) return undefined;
  const events = eventsOf(text);
  if (events === undefined || events.length > maxEvents || events.some(needsFullReader)) return undefined;
  const value = events.length === 0 ? {} : readDocument({ text, scalars, events, next: 1, refused: false });
  if (value === undefined) return undefined;
  return {
    value,
    keyPlace: (path) => {
      const key = findEvent(text, events, path)?.key;
      return key && placeOf(key);
    },
    valuePlace: (path) => {
      const found = findEvent(text, events, path);
      return found && placeOf(found.value);
    },
  };
}

function eventsOf(text: string): readonly Event[] | undefined {
  try {
    return parseEvents(text, { maxDepth });
  } catch {
    return undefined;
  }
}

function needsFullReader(event: Event): boolean {
  switch (event.type) {
    case EVENT_ID.ALIAS:
      return true;
    case EVENT_ID.DOCUMENT:
      return event.explicitStart || event.explicitEnd || event.directives.length > 0;
    case EVENT_ID.POP:
      return false;
    default:
      return event.anchorStart !== -1 || event.tagStart !== -1;
  }
}

interface Reading {
  readonly text: string;
  readonly scalars: 'typed' | 'text';
  readonly events: readonly Event[];
  next: number;
  /** Set where something needs the full reader; what was read is then of no use. */
  refused: boolean;
}

/** The one document's mapping; nothing may follow its end. */
function readDocument(reading: Reading): Readonly<Record<string, unknown>> | undefined {
  const root = reading.events[1];
  const mapping = root?.type === EVENT_ID.MAPPING ? readMapping(reading) : {};
  if (root?.type !== EVENT_ID.MAPPING && readValue(reading) !== null) return undefined;
  return reading.refused || reading.next !== reading.events.length - 1 ? undefined : mapping;
}

function readValue(reading: Reading): unknown {
  const event = reading.events[reading.next];
  switch (event?.type) {
    case EVENT_ID.MAPPING:
      return readMapping(reading);
    case EVENT_ID.SEQUENCE:
      return readSequence(reading);
    case EVENT_ID.SCALAR:
      reading.next += 1;
      return readScalar(reading, event);
    default:
      reading.refused = true;
      return undefined;
  }
}

function readMapping(reading: Reading): Readonly<Record<string, unknown>> {
  const object: Record<string, unknown> = {};
  const isFlow = isFlowMapping(reading.events[reading.next]);
  reading.next += 1;
  while (!atEnd(reading)) {
    const name = readKey(reading);
    if (name === undefined || Object.hasOwn(object, name)) {
      reading.refused = true;
      return object;
    }
    // `{ a }` is a key that nothing is said of.
    if (isFlow && isUnwritten(reading.events[reading.next])) reading.refused = true;
    object[name] = readValue(reading);
  }
  reading.next += 1;
  return object;
}

function readSequence(reading: Reading): readonly unknown[] {
  const items: unknown[] = [];
  reading.next += 1;
  while (!atEnd(reading)) items.push(readValue(reading));
  reading.next += 1;
  return items;
}

function atEnd({ events, next, refused }: Reading): boolean {
  const type = events[next]?.type;
  return refused || type === undefined || type === EVENT_ID.POP;
}

function isFlowMapping(event: Event | undefined): boolean {
  return event?.type === EVENT_ID.MAPPING && event.style === COLLECTION_STYLE.FLOW;
}

function isUnwritten(event: Event | undefined): boolean {
  return event?.type === EVENT_ID.SCALAR && event.valueStart === -1;
}

function readKey(reading: Reading): string | undefined {
  const event = reading.events[reading.next];
  reading.next += 1;
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  const name = getScalarValue(reading.text, event);
  if (event.style === SCALAR_STYLE.PLAIN && isNothing(name)) return undefined;
  return refusedKeys.has(name) ? undefined : name;
}

function readScalar(reading: Reading, event: ScalarEvent): unknown {
  const written = getScalarValue(reading.text, event);
  if (event.style !== SCALAR_STYLE.PLAIN) return written;
  if (reading.scalars === 'text') return isNothing(written) ? null : written;
  const value = typedScalar(written);
  if (value === undefined) reading.refused = true;
  return value;
}
