import { join } from 'node:path';
import { listSegments, readLines } from '../../../../platform/journal/read-lines.ts';
import { sessionFiles } from '../../../../platform/journal/session-files.ts';
import { readLine } from '../../../../session/log/log-line.ts';
import type { SessionRecord } from '../../../../session/record.ts';
import type { SessionEvent } from '../../../../session/events.ts';
import { queryMatcher } from '../../../../ui/output/scan/query-matcher.ts';
import { queryPattern } from '../../../../ui/text/highlight.ts';
import { searchOutput } from './search-output.ts';

/** Where a text was found in a session. */
export interface SearchHit {
  /** Below the session's folder: a segment of the log, or an output. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly in: 'record' | 'output';
  /** Of a record its type and the key that holds the text (`note text`). */
  readonly key?: string;
  readonly step?: string;
  readonly attempt?: number;
  /** The whole text, or the whole line, that matches. */
  readonly text: string;
}

/** Finds a text in the records of a session and in the outputs that they name, in the order of the log. */
export async function* searchSession(root: string, id: string, query: string): AsyncGenerator<SearchHit> {
  const folder = join(root, id);
  const matcher = queryMatcher(query);
  const matters = lineFilter(query);
  const files = sessionFiles(folder);
  for (const segment of await listSegments(folder)) {
    for await (const { bytes, line } of readLines(folder, segment)) {
      if (!matters(bytes)) continue;
      const reading = readLine(bytes);
      // What is no record is for verifying; what it says is no part of the session.
      if (!reading.ok) continue;
      const { record } = reading;
      for (const { key, text } of foundIn(record, (each) => matcher.matches(each))) {
        yield {
          file: segment,
          line,
          in: 'record',
          key: `${record.event.type} ${key}`,
          ...stepOf(record.event),
          text,
        };
      }
      const output = outputOf(record.event);
      if (output === undefined) continue;
      for await (const found of searchOutput(files, output, matcher)) {
        yield { file: output, ...found, in: 'output', ...stepOf(record.event) };
      }
    }
  }
}

/** False for a line that neither holds the text nor names an output: to read it as a record would take most of the time. */
function lineFilter(query: string): (bytes: Buffer) => boolean {
  // What JSON escapes stands in the line in another way.
  if (/["\\\p{Cc}]/u.test(query)) return () => true;
  const pattern = new RegExp(queryPattern(query).source, 'iu');
  return (bytes) => {
    const line = bytes.toString('utf8');
    return line.includes('"output":{') || pattern.test(line);
  };
}

interface FoundText {
  readonly key: string;
  readonly text: string;
}

function foundIn(
  { event, envelope }: SessionRecord,
  matches: (text: string) => boolean,
): readonly FoundText[] {
  const texts = Object.entries(event).flatMap(([key, value]) => (key === 'type' ? [] : textsOf(value, key)));
  return [...texts, { key: 'actor', text: envelope.actor.id }].filter(({ text }) => matches(text));
}

/** Every text in a value with the way to it (`evidence.0.observed`). */
function textsOf(value: unknown, key: string): readonly FoundText[] {
  if (typeof value === 'string') return [{ key, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, key === '' ? name : `${key}.${name}`));
}

function stepOf(event: SessionEvent): Pick<SearchHit, 'step' | 'attempt'> {
  if (!('step' in event) || event.step === undefined)
    return event.type === 'step.skipped' ? { step: event.id } : {};
  return typeof event.step === 'string'
    ? { step: event.step }
    : { step: event.step.id, attempt: event.step.attempt };
}

function outputOf(event: SessionEvent): string | undefined {
  return event.type === 'step.finished' || event.type === 'step.resolved' ? event.output?.path : undefined;
}
