import { jsonOf, type Level, levelOfJson, levelOfText, messageOfJson } from './read-level.ts';

export interface LogLine {
  /** ISO time by the node's clock. */
  readonly at: string | undefined;
  readonly level: Level;
  /** What it says, without the members around it. */
  readonly message: string;
  readonly text: string;
}

/** What the API server puts before each line, if it is asked for times. */
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?/;

/** The lines of a log with times. Those that go on with the one before, such as a stack trace, count with it. */
export function* readLines(log: string): Generator<LogLine> {
  for (const stamped of log.split('\n')) {
    const at = stamp.exec(stamped);
    const text = at === null ? stamped : stamped.slice(at[0].length);
    if (text.trim() === '' || /^\s/.test(text)) continue;
    yield { at: at?.[1], text, ...meaning(text) };
  }
}

function meaning(text: string): Pick<LogLine, 'level' | 'message'> {
  const json = jsonOf(text);
  if (json === undefined) return { level: levelOfText(text), message: text };
  return { level: levelOfJson(json), message: messageOfJson(json) ?? text };
}

const variable = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?=\w*\d)[0-9a-f]{8,}\b|\d+(?:[.:T-]\d+)*/gi;

/** A message without what differs from one time to the next: numbers, times, addresses and ids. */
export function likeness(message: string): string {
  return message.slice(0, 500).replaceAll(variable, '#').replaceAll(/\s+/g, ' ');
}
