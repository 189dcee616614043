import type { z } from 'zod';
import { type Diagnostic, errorAt } from '../diagnostic.ts';
import { nearest, suggestion } from '../suggest.ts';
import type { YamlMapping, YamlPath } from './read-mapping.ts';
import { keysAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;

/** What a mapping is checked against, and which keys beside the schema's may stand at its top. */
export interface SchemaUse {
  readonly schema: z.ZodType;
  readonly otherKeys?: readonly string[];
}

/** A failed parse, told at the very keys and values of the file. */
export function zodDiagnostics(
  mapping: YamlMapping,
  error: z.ZodError,
  use: SchemaUse,
): readonly Diagnostic[] {
  return error.issues.flatMap((issue) => describeIssue(mapping, issue, [], use));
}

function describeIssue(
  mapping: YamlMapping,
  issue: Issue,
  above: YamlPath,
  use: SchemaUse,
): readonly Diagnostic[] {
  const path = [...above, ...plainPath(issue.path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(mapping, path, key, use));
    case 'invalid_union': {
      const best = bestBranch(issue.errors);
      if (best !== undefined) return best.flatMap((inner) => describeIssue(mapping, inner, path, use));
      break;
    }
    case 'invalid_key':
      return issue.issues.slice(0, 1).map((inner) => {
        const name = String(path.at(-1) ?? '');
        return errorAt(mapping.keySpan(path), 'parse/invalid-value', `\`${name}\` ${ruleOf(inner)}.`);
      });
    default:
  }
  if (issue.code === 'invalid_type' && isAbsent(mapping, path)) return [missingKey(mapping, path)];
  const hint = issue.code === 'invalid_value' ? valueHint(mapping, path, issue.values) : undefined;
  const name = pathText(path);
  const subject = name === '' ? 'This mapping' : `\`${name}\``;
  return [errorAt(mapping.valueSpan(path), 'parse/invalid-value', `${subject} ${ruleOf(issue)}.`, hint)];
}

function unknownKey(mapping: YamlMapping, path: YamlPath, key: string, use: SchemaUse): Diagnostic {
  const others = path.length === 0 ? (use.otherKeys ?? []) : [];
  const known = [...keysAt(use.schema, path), ...others];
  const hint = suggestion(key, known.toSorted());
  return errorAt(mapping.keySpan([...path, key]), 'parse/unknown-key', `Unknown key \`${key}\`.`, hint);
}

function missingKey(mapping: YamlMapping, path: YamlPath): Diagnostic {
  const above = path.slice(0, -1);
  const where = above.length === 0 ? '' : ` in \`${pathText(above)}\``;
  const message = `The key \`${String(path.at(-1) ?? '')}\` is missing${where}.`;
  return errorAt(mapping.keySpan(above), 'parse/missing-key', message);
}

/** The branch of a union that the author most likely meant: the one whose problems lie deepest, or are fewest. */
function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const scored = branches
    .filter((issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0))
    .map((issues) => ({ issues, score: branchScore(issues) }));
  return scored.toSorted((a, b) => a.score - b.score)[0]?.issues;
}

function branchScore(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + issueScore(issue), 0);
}

function issueScore(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return 2 * issue.keys.length;
  return issue.path.length === 0 ? 1 : 1 / (issue.path.length + 1);
}

function isAbsent(mapping: YamlMapping, path: YamlPath): boolean {
  let at: unknown = mapping.value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return true;
    at = Reflect.get(at, key);
  }
  return at === undefined;
}

function valueHint(mapping: YamlMapping, path: YamlPath, values: readonly unknown[]): string | undefined {
  let at: unknown = mapping.value;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  const known = values.map(String);
  const near = typeof at === 'string' ? nearest(at, known) : undefined;
  return near === undefined ? undefined : `Did you mean \`${near}\`?`;
}

function plainPath(path: readonly PropertyKey[]): YamlPath {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}

function pathText(path: YamlPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
};

/** What the value breaks, as the end of a sentence. */
function ruleOf(issue: Issue): string {
  const own = ownRule(issue.message);
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_union':
      return 'is none of the forms that fit here';
    default:
      return `is not valid: ${issue.message.replace(/\.$/, '')}`;
  }
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'number' || origin === 'int') return `must be at least ${minimum}`;
  return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} ${unitOf(origin)}`;
}

function tooBig(origin: string, maximum: number): string {
  return origin === 'number' || origin === 'int'
    ? `must be at most ${maximum}`
    : `must have at most ${maximum} ${unitOf(origin)}`;
}

function unitOf(origin: string): string {
  return origin === 'string' ? 'characters' : 'members';
}

/** The messages of our own schemas are the end of a sentence already ("must be …"); zod's are not. */
function ownRule(message: string): string | undefined {
  return /^(?:must|needs|is|can|has|takes|names)\b/.test(message) ? message.replace(/\.$/, '') : undefined;
}
