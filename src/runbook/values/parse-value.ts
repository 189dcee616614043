import { parse as parseVersion } from 'semver';
import { type Problem, type Result, err, ok, problem } from '../../problem/problem.ts';
import type { Value } from '../condition.ts';
import type { Parameter } from '../parameter.ts';
import { compilePattern } from '../pattern.ts';
import { suggestion } from '../suggest.ts';
import { formatDuration, parseDuration } from './duration.ts';

/** What a parameter may be checked against besides its own keys. */
export interface ValueContext {
  /** Names of the inventory's services, for `values: services`. */
  readonly services: readonly string[];
}

const maxCharacters = 8192;
const shortestSecret = 4;
/** The shell gets a value as an environment variable: NUL can't be in one, and a line break splits lists and logs. */
const unfit: readonly (readonly [text: string, name: string])[] = [
  ['\0', 'a NUL character'],
  ['\n', 'a line break'],
  ['\r', 'a line break'],
];

/**
 * The value of a parameter from the text that was typed for it. A duration stays text, in its shortest
 * form; a list is its members joined by commas; `yes` and `no` are booleans too.
 */
export function parseParameterValue(
  parameter: Parameter,
  text: string,
  context: ValueContext,
): Result<Value> {
  const fault = findUnfit(text);
  if (fault !== undefined) return invalid(parameter, `must not contain ${fault}`);
  if (text.length > maxCharacters) return invalid(parameter, `must have at most ${maxCharacters} characters`);
  // White space around a secret may be a part of it; anywhere else it is a slip of the hand.
  const given = parameter.type === 'secret' ? text : text.trim();
  if (given === '') return parameter.optional ? ok('') : invalid(parameter, 'must not be empty');
  const pattern = parameter.pattern === undefined ? undefined : compilePattern(parameter.pattern);
  if (pattern !== undefined && !pattern.matchesWhole(given)) {
    return invalid(parameter, `must match ${parameter.pattern ?? ''}`);
  }
  return parseByType(parameter, given, context);
}

function parseByType(parameter: Parameter, text: string, context: ValueContext): Result<Value> {
  switch (parameter.type) {
    case 'string':
      return ok(text);
    case 'secret':
      // Anything shorter would be masked everywhere or nowhere.
      return Buffer.byteLength(text) < shortestSecret
        ? invalid(parameter, `must have at least ${shortestSecret} characters, or it could not be masked`)
        : ok(text);
    case 'enum':
      return parseMember(parameter, text, context);
    case 'list':
      return parseList(parameter, text, context);
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text)
        ? inRange(parameter, Number(text))
        : invalid(parameter, 'must be a whole number');
    case 'number':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text))
        ? inRange(parameter, Number(text))
        : invalid(parameter, 'must be a number');
    case 'boolean':
      return parseBoolean(parameter, text);
    case 'duration': {
      const milliseconds = parseDuration(text);
      return milliseconds === undefined
        ? invalid(parameter, 'must be a duration such as 30s, 2m or 1h30m')
        : ok(formatDuration(milliseconds));
    }
    case 'version':
      return isVersion(text) ? ok(text) : invalid(parameter, 'must be a version such as v1.2.3');
    case 'url':
      return parseUrl(parameter, text);
  }
}

function isVersion(text: string): boolean {
  return /^v?\d/.test(text) && parseVersion(text.startsWith('v') ? text.slice(1) : text) !== null;
}

function parseUrl(parameter: Parameter, text: string): Result<Value> {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || /\s/.test(text)) {
    return invalid(parameter, 'must be a URL that begins with https:// or http://');
  }
  if (url.username !== '' || url.password !== '')
    return invalid(parameter, 'must not hold a user name or password');
  return ok(text);
}

function parseBoolean(parameter: Parameter, text: string): Result<Value> {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'yes') return ok(true);
  if (word === 'false' || word === 'no') return ok(false);
  return invalid(parameter, 'must be yes or no');
}

function inRange(parameter: Parameter, figure: number): Result<Value> {
  if (parameter.min !== undefined && figure < parameter.min)
    return invalid(parameter, `must be at least ${parameter.min}`);
  if (parameter.max !== undefined && figure > parameter.max)
    return invalid(parameter, `must be at most ${parameter.max}`);
  return ok(figure);
}

/** Values that a member may have; empty: any. */
function allowedValues(parameter: Parameter, context: ValueContext): readonly string[] {
  return parameter.values === 'services' ? context.services : parameter.values;
}

function parseMember(parameter: Parameter, text: string, context: ValueContext): Result<Value> {
  const allowed = allowedValues(parameter, context);
  if (allowed.includes(text)) return ok(text);
  if (allowed.length === 0) {
    return parameter.values === 'services'
      ? invalid(parameter, 'must be a service of the inventory, which has none')
      : ok(text);
  }
  return invalid(parameter, `must be one of ${allowed.join(', ')}`, suggestion(text, allowed));
}

function parseList(parameter: Parameter, text: string, context: ValueContext): Result<Value> {
  const members = text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length === 0) return invalid(parameter, 'must have at least one member');
  const problems = members.flatMap((member) => {
    const result = parseMember(parameter, member, context);
    return result.ok ? [] : result.problems;
  });
  return problems.length > 0 ? err(...problems) : ok([...new Set(members)].join(','));
}

function findUnfit(text: string): string | undefined {
  return unfit.find(([character]) => text.includes(character))?.[1];
}

/** The text itself is not repeated: it may be a secret, or typed into the wrong question. */
function invalid(
  parameter: Parameter,
  rule: string,
  hint?: string,
): { ok: false; problems: readonly Problem[] } {
  const example = parameter.example === undefined ? undefined : `For example ${parameter.example}`;
  const advice = hint ?? example;
  const problems = [
    problem('value/invalid', `\`${parameter.name}\` ${rule}.`, advice === undefined ? {} : { hint: advice }),
  ];
  return { ok: false, problems };
}
