import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from 'conf';
import { err, errorText, ok, problem, type Problem, type Result } from '../problem/problem.ts';
import { readScreenSettings, type ScreenSettings } from './screen-settings.ts';

/** What a user may set for every session. Paths are absolute. */
export interface Settings extends ScreenSettings {
  /** Where sessions are kept, instead of the XDG state folder. */
  readonly 'sessions-dir'?: string;
  /** The SSH key (private, or public where an agent holds the other half) that signs. */
  readonly 'signing-key'?: string;
  /** The user's own library of runbooks, instead of the XDG data folder. */
  readonly library?: string;
  /** What keeps the heads of logs: `file=PATH` (absolute), `command=TEXT` or `postgresql=URL`. */
  readonly witness?: readonly string[];
}

const absolutePath = { type: 'string', pattern: '^/' } as const;

const schema: Schema<Settings> = {
  'sessions-dir': absolutePath,
  'signing-key': absolutePath,
  library: absolutePath,
  witness: { type: 'array', items: { type: 'string', pattern: '^(file=/|command=.|postgresql=.)' } },
  // A mistake in these is told and passed over: it may not keep anybody from a session.
  keys: {},
  attention: {},
  theme: {},
};

/** The settings file of a config folder. */
export function settingsFile(folder: string): string {
  return join(folder, 'settings.json');
}

/** The settings that can be used, and what is wrong with those of the screen that can't. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/**
 * Reads the settings; a file that is not there means none. A file that is no JSON, names something unknown or
 * has a wrong path is a problem and is left as it is: sessions could end up where nobody looks for them.
 */
export async function readSettings(folder: string): Promise<Result<ReadSettings>> {
  // conf would make the folder, and is slow to load.
  if (!existsSync(settingsFile(folder))) return ok({ settings: {}, problems: [] });
  try {
    const { keys, attention, theme, ...paths } = (await openStore(folder)).store;
    const screen = readScreenSettings({ keys, attention, theme }, settingsFile(folder));
    return ok({ settings: { ...paths, ...screen.settings }, problems: screen.problems });
  } catch (error) {
    return err(broken(folder, error));
  }
}

/**
 * Changes one setting; undefined removes it. A broken file is first put aside as settings.json.broken-TIME,
 * and the settings start anew: `aside` says where it is.
 */
export async function changeSetting<Name extends keyof Settings>(
  folder: string,
  name: Name,
  value: Exclude<Settings[Name], undefined> | undefined,
  time: Date,
): Promise<Result<{ readonly aside?: string }>> {
  try {
    if ((await readSettings(folder)).ok) {
      await write(folder, name, value);
      return ok({});
    }
    const aside = `${settingsFile(folder)}.broken-${time.toISOString().replaceAll(':', '')}`;
    await rename(settingsFile(folder), aside);
    await write(folder, name, value);
    return ok({ aside });
  } catch (error) {
    return err(
      problem(
        'settings/not-changed',
        `The setting ${name} in ${settingsFile(folder)} could not be changed.`,
        {
          hint: 'Give an absolute path, and see that the file can be written',
          cause: errorText(error),
        },
      ),
    );
  }
}

async function write<Name extends keyof Settings>(
  folder: string,
  name: Name,
  value: Exclude<Settings[Name], undefined> | undefined,
): Promise<void> {
  const store = await openStore(folder);
  if (value === undefined) store.delete(name);
  else store.set(name, value);
}

async function openStore(folder: string) {
  const { default: Conf } = await import('conf');
  return new Conf<Settings>({
    cwd: folder,
    configName: 'settings',
    schema,
    rootSchema: { additionalProperties: false },
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  });
}

function broken(folder: string, error: unknown): Problem {
  return problem(
    'settings/broken',
    `The settings in ${settingsFile(folder)} can’t be used: ${errorText(error)}`,
    {
      hint: 'Correct the file, or move it away to go on without settings',
    },
  );
}
