import { resolve } from 'node:path';
import { attentions, themeNames } from '../../../platform/screen-settings.ts';
import type { Settings } from '../../../platform/settings.ts';
import { err, ok, problem, type Result, unreachable } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { readWitnessSetting } from '../../witness-setting.ts';
import { nearest } from '../../../runbook/suggest.ts';
import type { PlainName } from './setting-names.ts';

/** A setting with the value that it is to have. */
export type Change = { readonly [Name in PlainName]: Assignment<Name> }[PlainName];

interface Assignment<Name extends PlainName> {
  readonly name: Name;
  readonly value: Exclude<Settings[Name], undefined>;
}

/** Reads the words behind the name of a setting. A relative path is one from the current folder. */
export function readValue(name: PlainName, words: readonly string[], cwd: string): Result<Change> {
  switch (name) {
    case 'sessions-dir':
    case 'signing-key':
    case 'library': {
      const [path, ...more] = words;
      if (path === undefined || path === '' || more.length > 0) return wrong(name, words, 'one path');
      return ok({ name, value: resolve(cwd, path) });
    }
    case 'witness':
      return readWitness(words, cwd);
    case 'attention':
      return readAttention(words);
    case 'theme': {
      const [word = ''] = words;
      const value = words.length === 1 ? themeNames.find((each) => each === word) : undefined;
      return value === undefined ? wrong(name, words, oneOf(themeNames), themeNames) : ok({ name, value });
    }
    default:
      return unreachable(name);
  }
}

function readWitness(words: readonly string[], cwd: string): Result<Change> {
  const name = 'witness';
  if (words.length === 1 && words[0] === 'none') return ok({ name, value: [] });
  const targets = words.map(readWitnessSetting);
  if (words.length === 0 || targets.includes(undefined))
    return wrong(name, words, 'file=PATH, command=TEXT, postgresql=URL or several of them, or none');
  const value = words.map((word) => {
    const target = readWitnessSetting(word);
    return target?.to === 'file' ? `file=${resolve(cwd, target.file)}` : word;
  });
  return ok({ name, value });
}

function readAttention(words: readonly string[]): Result<Change> {
  const name = 'attention';
  const [word] = words;
  if (words.length === 1 && word === 'none') return ok({ name, value: [] });
  if (words.length === 1 && word === 'all') return ok({ name, value: attentions });
  const value = attentions.filter((each) => words.includes(each));
  const known: readonly string[] = attentions;
  if (words.length > 0 && words.every((each) => known.includes(each))) return ok({ name, value });
  return wrong(name, words, `all, none, or some of ${attentions.join(', ')}`, ['all', 'none', ...attentions]);
}

function oneOf(names: readonly string[]): string {
  return `one of ${names.join(', ')}`;
}

function wrong(
  name: PlainName,
  words: readonly string[],
  expected: string,
  known: readonly string[] = [],
): Result<never> {
  const bad = words.find((word) => !known.includes(word));
  const near = bad === undefined ? undefined : nearest(bad, known);
  return err(
    problem(
      'settings/invalid-value',
      `The setting ${name} takes ${expected}, not “${visibleText(words.join(' '))}”.`,
      near === undefined ? {} : { hint: `Did you mean \`${near}\`?` },
    ),
  );
}
