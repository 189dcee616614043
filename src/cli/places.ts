import type { Result } from '../problem/problem.ts';
import { ok } from '../problem/problem.ts';
import { pathsOf } from '../platform/paths.ts';
import { readSettings } from '../platform/settings.ts';
import type { Io } from './io.ts';

/** Where this operator's things are: by the settings, else by the XDG folders. All absolute. */
export interface Places {
  /** The folder of settings.json. */
  readonly config: string;
  readonly sessions: string;
  readonly library: string;
  readonly runtime: string | undefined;
  readonly signingKey: string | undefined;
}

/** Reads the settings once. Problems: there is no home, or the settings file is broken. */
export async function placesOf(io: Io): Promise<Result<Places>> {
  const paths = pathsOf(io.env);
  if (!paths.ok) return paths;
  const settings = await readSettings(paths.value.config);
  if (!settings.ok) return settings;
  return ok({
    config: paths.value.config,
    sessions: settings.value['sessions-dir'] ?? paths.value.sessions,
    library: settings.value.library ?? paths.value.library,
    runtime: paths.value.runtime,
    signingKey: settings.value['signing-key'],
  });
}
