import { resolve } from 'node:path';
import type { Problem, Result } from '../problem/problem.ts';
import { err, ok, problem } from '../problem/problem.ts';
import { visibleText } from '../problem/visible-text.ts';
import { pathsOf } from '../platform/paths.ts';
import type { ScreenSettings } from '../platform/screen-settings.ts';
import { readSettings } from '../platform/settings.ts';
import type { WitnessTarget } from '../runbook/inventory.ts';
import type { Io } from './io.ts';
import { readWitnessSetting } from './witness-setting.ts';

/** Where this operator's things are: by the settings, else by the XDG folders. All absolute. */
export interface Places {
  /** The folder of settings.json. */
  readonly config: string;
  readonly sessions: string;
  /** For what can be made anew at any time; undefined where there is no home. */
  readonly cache: string | undefined;
  readonly library: string;
  readonly runtime: string | undefined;
  readonly signingKey: string | undefined;
  /** What keeps the heads of this operator's logs. */
  readonly witness: readonly WitnessTarget[];
  /** How the full screen looks and which keys it has. */
  readonly screen: ScreenSettings;
  /** Settings of the screen that can't be used: to be told, and passed over. */
  readonly screenProblems: readonly Problem[];
}

/** Reads the settings once. Problems: there is no home, or the settings file is broken. */
export async function placesOf(io: Io): Promise<Result<Places>> {
  const paths = pathsOf(io.env);
  if (!paths.ok) return paths;
  const read = await readSettings(paths.value.config);
  if (!read.ok) return read;
  const {
    'sessions-dir': sessions,
    'signing-key': signingKey,
    library,
    witness = [],
    ...screen
  } = read.value.settings;
  const targets = witness.map(readWitnessSetting);
  const wrong = witness.find((_, index) => targets[index] === undefined);
  if (wrong !== undefined) return err(wrongWitness(wrong));
  return ok({
    config: paths.value.config,
    sessions: io.sessions === undefined ? (sessions ?? paths.value.sessions) : resolve(io.cwd, io.sessions),
    cache: paths.value.cache,
    library: library ?? paths.value.library,
    runtime: paths.value.runtime,
    signingKey,
    witness: targets.filter((target) => target !== undefined),
    screen,
    screenProblems: read.value.problems,
  });
}

function wrongWitness(text: string): Problem {
  return problem('settings/invalid-value', `The setting witness can’t be used: “${visibleText(text)}”.`, {
    hint: 'It is file=PATH, command=TEXT or postgresql=URL; set it again with `teei-runbook settings set witness`',
  });
}
