import { createTwoFilesPatch } from 'diff';
import { stringify } from 'yaml';
import type { Manifest } from '../ports/cluster.ts';
import { isRecord, record, text } from './json.ts';

/**
 * How an object changes, as a unified diff of its YAML with the keys in alphabetical order. Undefined: one of the two
 * is not there. Values of Secrets are hidden, but it is told which of them change. Empty where nothing does.
 */
export function objectDiff(title: string, before: Manifest | undefined, after: Manifest | undefined): string {
  const [left, right] = hideSecrets(before, after);
  return textDiff(title, asYaml(left), asYaml(right));
}

/** A unified diff of two texts under one name; empty where they are the same. */
export function textDiff(title: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(title, title, before, after, '(before)', '(after)', { context: 3 });
  // What stands above the two names is of another format (Index:), and says nothing more.
  return patch.slice(patch.indexOf('--- '));
}

/** The lines of a diff that are taken away or added, without its head. */
export function changedLines(diff: string): readonly string[] {
  return diff.split('\n').filter((line) => /^[-+](?!--|\+\+)/.test(line));
}

function asYaml(object: Manifest | undefined): string {
  return object === undefined ? '' : stringify(object, { sortMapEntries: true, lineWidth: 0 });
}

function hideSecrets(
  before: Manifest | undefined,
  after: Manifest | undefined,
): readonly [Manifest | undefined, Manifest | undefined] {
  if (text((after ?? before)?.['kind']) !== 'Secret') return [before, after];
  return [marked(before, after, '*** (before)'), marked(after, before, '*** (after)')];
}

/** The Secret with every value hidden; one that is another in the other Secret is marked as such. */
function marked(
  secret: Manifest | undefined,
  other: Manifest | undefined,
  mark: string,
): Manifest | undefined {
  if (secret === undefined) return undefined;
  const hide = (key: 'data' | 'stringData'): Manifest => {
    const values = record(secret[key]);
    const others = record(other?.[key]);
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === others[name] ? '***' : mark]),
    );
  };
  return {
    ...secret,
    ...(isRecord(secret['data']) ? { data: hide('data') } : {}),
    ...(isRecord(secret['stringData']) ? { stringData: hide('stringData') } : {}),
  };
}
