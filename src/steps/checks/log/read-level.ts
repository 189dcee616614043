import { field, isRecord, number, text } from '../../manifest/json.ts';

/** How grave a line is: what it says of itself, not what words are in it. */
export type Level = 'fatal' | 'error' | 'warn' | 'other';

const names: ReadonlyMap<string, Level> = new Map([
  ...['fatal', 'critical', 'crit', 'panic', 'emerg', 'emergency', 'alert'].map(
    (name) => [name, 'fatal'] as const,
  ),
  ...['error', 'err', 'severe'].map((name) => [name, 'error'] as const),
  ...['warn', 'warning'].map((name) => [name, 'warn'] as const),
]);

/** Members in which loggers keep the level: pino, bunyan, winston, zap, logrus, structlog, Google Cloud and ECS. */
const levelPaths: readonly (readonly string[])[] = [
  ['level'],
  ['severity'],
  ['lvl'],
  ['levelname'],
  ['log.level'],
  ['log', 'level'],
];

/** The level of a line of JSON. An `"error": null` in it says nothing. */
export function levelOfJson(line: unknown): Level {
  const given = levelPaths.map((path) => field(line, ...path)).find((value) => value !== undefined);
  const named = text(given);
  if (named !== undefined) return names.get(named.toLowerCase()) ?? 'other';
  const count = number(given);
  return count === undefined ? 'other' : levelOfNumber(count);
}

/** Levels of pino and bunyan: 40 is warn, 50 error, 60 fatal. https://getpino.io/#/docs/api?id=logger-level */
function levelOfNumber(level: number): Level {
  if (level >= 60) return 'fatal';
  if (level >= 50) return 'error';
  return level >= 40 ? 'warn' : 'other';
}

const word = '(?:fatal|critical|crit|panic|emergency|emerg|alert|error|err|severe|warning|warn)';
const leading: readonly RegExp[] = [
  new RegExp(String.raw`^[[(<](${word})[\])>]`, 'i'),
  // `error: 0` is a count.
  new RegExp(String.raw`^(${word})\s?[:|](?!\s*(?:0|no|none|null|false|undefined)\b)`, 'i'),
  // Elsewhere in the line a word is only a word, and in small letters it may begin a sentence.
  new RegExp(String.raw`^(${word.toUpperCase()})(?![\w=:.-])`),
];
/** `TypeError: …`, `Error [ERR_X]: …`, with which an uncaught exception begins. */
const exception = /^(?:Uncaught )?(?:[\w$]{1,60}\.){0,10}(?:[A-Z]\w{0,60})?(?:Error|Exception)(?: \[\w+\])?:/;
const logfmt = /(?:^|\s)(?:level|lvl|severity)="?([a-z]+)"?(?:\s|$)/i;
/** `E1123 10:00:00.000000`: the header of klog. */
const klog = /^([FEW])\d{4} \d\d:\d\d:\d\d/;
const klogLevels: Readonly<Record<string, Level>> = { F: 'fatal', E: 'error', W: 'warn' };

/** What may stand before the level: a time, a number, a thread or process in brackets, a logger between dashes. */
const prefix = /^(?:\[[^\]]{0,80}\]|\d\S{0,60}|- [\w.]{1,80} -|-|\|)\s+/;
const mostPrefixes = 6;

/** The level of a line of plain text: the word that it begins with, after its time. `0 errors` is none. */
export function levelOfText(line: string): Level {
  const short = klog.exec(line)?.[1];
  if (short !== undefined) return klogLevels[short] ?? 'other';
  const named = logfmt.exec(line)?.[1];
  if (named !== undefined) return names.get(named.toLowerCase()) ?? 'other';
  let rest = line;
  for (let passed = 0; passed <= mostPrefixes; passed += 1) {
    const level = leadingLevel(rest);
    if (level !== undefined) return level;
    const before = prefix.exec(rest);
    if (before === null) return 'other';
    rest = rest.slice(before[0].length);
  }
  return 'other';
}

function leadingLevel(rest: string): Level | undefined {
  for (const pattern of leading) {
    const found = pattern.exec(rest)?.[1];
    if (found !== undefined) return names.get(found.toLowerCase());
  }
  return exception.test(rest) ? 'error' : undefined;
}

/** What a line of JSON tells in words; undefined where it has no member for that. */
export function messageOfJson(line: unknown): string | undefined {
  const paths = [['msg'], ['message'], ['err', 'message'], ['error', 'message'], ['error'], ['event']];
  return paths.map((path) => text(field(line, ...path))).find((value) => value !== undefined);
}

/** A line as JSON, where it is an object. */
export function jsonOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const rank: Readonly<Record<Level, number>> = { other: 0, warn: 1, error: 2, fatal: 3 };

export function isAtLeast(level: Level, wanted: Level): boolean {
  return rank[level] >= rank[wanted];
}
