import { changeSetting, readSettings, type Settings, settingsFile } from '../../../platform/settings.ts';
import { pathsOf } from '../../../platform/paths.ts';
import { err, ok, type Problem, problem, type Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import type { ActionId } from '../../../ui/keymap/actions.ts';
import { chordText, parseChord } from '../../../ui/keymap/chord.ts';
import { createKeymap } from '../../../ui/keymap/keymap.ts';
import { fixedKeysOf, type KeyOverrides } from '../../../ui/keymap/overrides.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { type Change, readValue } from './read-value.ts';
import { readSettingName, unknownName } from './setting-names.ts';
import { valueText } from './value-text.ts';

/** What came of a change: what to say, and where a broken file was put aside. */
interface Changed {
  readonly said: string;
  readonly aside?: string;
}

/** `settings set NAME VALUE...`. Gives 2 for a name or value that there is not, 1 where it can't be written. */
export async function setSettingCommand(
  io: Io,
  options: { readonly name: string; readonly values: readonly string[] },
): Promise<number> {
  return withFolder(io, async (folder) => {
    const name = readSettingName(options.name);
    if (name === undefined) return err(unknownName(options.name));
    if (name.setting === 'key') return setKeys(folder, name.action, options.values);
    const change = readValue(name.name, options.values, io.cwd);
    return change.ok ? setPlain(folder, change.value) : change;
  });
}

/** `settings unset NAME`: as if it had never been set. `keys` stands for all keys. */
export async function unsetSettingCommand(io: Io, options: { readonly name: string }): Promise<number> {
  return withFolder(io, async (folder) => {
    if (options.name === 'keys') return unset(folder, 'keys', 'All keys are as shipped.');
    const name = readSettingName(options.name);
    if (name === undefined) return err(unknownName(options.name, ['keys']));
    if (name.setting === 'plain') return unset(folder, name.name, `${name.name} is not set.`);
    const { [name.action]: _, ...left } = await keysIn(folder);
    const said = `${name.action}: ${keysText(createKeymap(left).keymap.keysOf(name.action))}, as shipped`;
    return write(folder, 'keys', Object.keys(left).length === 0 ? undefined : left, said);
  });
}

async function withFolder(io: Io, work: (folder: string) => Promise<Result<Changed>>): Promise<number> {
  const paths = pathsOf(io.env);
  const changed = paths.ok ? await work(paths.value.config) : paths;
  if (!changed.ok) {
    await reportProblems(io, changed.problems);
    const written = changed.problems.some(({ code }) => code === 'settings/not-changed');
    return exitCode(written ? 'failed' : 'usage');
  }
  const { said, aside } = changed.value;
  const note =
    aside === undefined
      ? ''
      : `The settings could not be read, and begin anew. What was there: ${visibleText(aside)}\n`;
  await print(io.stdout, `${visibleText(said)}\n${note}`);
  return exitCode('completed');
}

function setPlain(folder: string, { name, value }: Change): Promise<Result<Changed>> {
  return write(folder, name, value, `${name}: ${valueText(value)}`);
}

function unset(folder: string, name: keyof Settings, said: string): Promise<Result<Changed>> {
  return write(folder, name, undefined, said);
}

/** Refused where it would bring a problem that was not there before. */
async function setKeys(folder: string, action: ActionId, words: readonly string[]): Promise<Result<Changed>> {
  const before = await keysIn(folder);
  const wanted = words.length === 1 && words[0] === 'none' ? [] : words;
  const fixed = fixedKeysOf(action);
  if (wanted.length === 0 && fixed.length > 0) return err(staysSo(action, fixed));
  const after = { ...before, [action]: wanted };
  const { keymap, problems } = createKeymap(after);
  const fresh = newOnes(problems, createKeymap(before).problems);
  if (fresh.length > 0) return err(...fresh);
  const chords = wanted.map((word) => parseChord(word) ?? word);
  const [only] = chords;
  const value: KeyOverrides = {
    ...before,
    [action]: chords.length === 1 && only !== undefined ? only : chords,
  };
  return write(folder, 'keys', value, `${action}: ${keysText(keymap.keysOf(action))}`);
}

function staysSo(action: ActionId, fixed: readonly string[]): Problem {
  return problem('settings/fixed-key', `${keysText(fixed)} can’t be taken from \`${action}\`.`, {
    hint: 'It can have further keys',
  });
}

function newOnes(problems: readonly Problem[], before: readonly Problem[]): readonly Problem[] {
  const known = new Set(before.map(({ message }) => message));
  return problems.filter(({ message }) => !known.has(message));
}

function keysText(chords: readonly string[]): string {
  return chords.length === 0 ? 'no key; it is in the palette' : chords.map(chordText).join(', ');
}

/** The keys as they are set now; none where the settings are broken, for then they begin anew. */
async function keysIn(folder: string): Promise<KeyOverrides> {
  const read = await readSettings(folder);
  return read.ok ? (read.value.settings.keys ?? {}) : {};
}

async function write<Name extends keyof Settings>(
  folder: string,
  name: Name,
  value: Exclude<Settings[Name], undefined> | undefined,
  said: string,
): Promise<Result<Changed>> {
  const changed = await changeSetting(folder, name, value, new Date());
  return changed.ok ? ok({ ...changed.value, said: `${said} (${settingsFile(folder)})` }) : changed;
}
