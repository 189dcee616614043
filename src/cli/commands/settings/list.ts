import { existsSync } from 'node:fs';
import { attentions } from '../../../platform/screen-settings.ts';
import { type Paths, pathsOf } from '../../../platform/paths.ts';
import { readSettings, type Settings, settingsFile } from '../../../platform/settings.ts';
import { err, ok, type Problem, type Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { columns, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { createKeymap } from '../../../ui/keymap/keymap.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { type PlainName, plainSettings, readSettingName, unknownName } from './setting-names.ts';
import { valueText } from './value-text.ts';

export interface ListOptions {
  /** Only this one. */
  readonly name: string | undefined;
  readonly json: boolean;
}

interface Row {
  readonly name: string;
  readonly value: string;
  /** False: it is the value without a setting. */
  readonly set: boolean;
  readonly meaning: string;
}

interface Looked {
  readonly file: string;
  readonly settings: Settings;
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

/** `settings [NAME]`: what is set, and where the file is. Gives 2 where the file can't be used. */
export async function listSettingsCommand(io: Io, options: ListOptions): Promise<number> {
  const looked = await look(io, options.name);
  if (!looked.ok) {
    await reportProblems(io, looked.problems);
    return exitCode('usage');
  }
  const { value } = looked;
  await print(io.stdout, options.json ? asJson(value) : asText(value, styleOf(io)));
  await reportProblems(io, value.problems);
  return exitCode('completed');
}

async function look(io: Io, name: string | undefined): Promise<Result<Looked>> {
  if (name !== undefined && readSettingName(name) === undefined) {
    return err(unknownName(name, ['set', 'unset', 'keys']));
  }
  const paths = pathsOf(io.env);
  if (!paths.ok) return paths;
  const read = await readSettings(paths.value.config);
  if (!read.ok) return read;
  const { settings, problems } = read.value;
  const keys = createKeymap(settings.keys);
  return ok({
    file: settingsFile(paths.value.config),
    settings,
    rows: [...plainRows(settings, paths.value), ...keyRows(settings)].filter(
      (row) => name === undefined || row.name === name,
    ),
    problems: [...problems, ...keys.problems],
  });
}

function plainRows(settings: Settings, paths: Paths): readonly Row[] {
  const standards: Readonly<Record<PlainName, string>> = {
    'sessions-dir': paths.sessions,
    'signing-key': 'git’s, the agent’s or ~/.ssh/id_ed25519',
    library: paths.library,
    witness: 'none',
    attention: valueText(attentions),
    theme: 'auto',
  };
  const names: readonly PlainName[] = [
    'sessions-dir',
    'signing-key',
    'library',
    'witness',
    'attention',
    'theme',
  ];
  return names.map((name) => {
    const value = settings[name];
    const meaning = plainSettings[name];
    return value === undefined
      ? { name, value: standards[name], set: false, meaning }
      : { name, value: valueText(value), set: true, meaning };
  });
}

function keyRows({ keys = {} }: Settings): readonly Row[] {
  return Object.entries(keys).map(([action, value]) => ({
    name: `keys.${action}`,
    value: valueText(value),
    set: true,
    meaning: 'your key',
  }));
}

function asJson({ file, settings }: Looked): string {
  return `${JSON.stringify({ file, settings }, undefined, 2)}\n`;
}

function asText({ file, rows }: Looked, style: TextStyle): string {
  const cells = rows.map(({ name, value, set, meaning }) => [
    style.paint('bold', visibleText(name)),
    set ? 'set' : style.paint('dim', 'standard'),
    `${visibleText(value)}  (${meaning})`,
  ]);
  const state = existsSync(file) ? '' : ' (not there yet)';
  return toText([
    ...columns(cells, style.width),
    '',
    `File: ${visibleText(file)}${state}`,
    'Change one: teei-runbook settings set NAME VALUE',
    'Every key: teei-runbook settings keys',
  ]);
}
