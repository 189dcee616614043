import { isAbsolute, join } from 'node:path';
import { err, ok, problem, type Result } from '../problem/problem.ts';

/** Where this program keeps things, by the XDG Base Directory Specification 0.8. All absolute. */
export interface Paths {
  /** settings.json. */
  readonly config: string;
  /** The user's own library of runbooks. */
  readonly library: string;
  readonly sessions: string;
  /** For what can be made anew at any time; undefined where there is no home. */
  readonly cache: string | undefined;
  /** For what may not outlive the login; undefined where the system offers none. */
  readonly runtime: string | undefined;
}

const program = 'teei-runbook';

/**
 * The folders for an environment. A relative XDG path is ignored, as the specification says. Without HOME,
 * each folder must be named by its own variable.
 */
export function pathsOf(env: Readonly<Record<string, string | undefined>>): Result<Paths> {
  const home = absolute(env['HOME']);
  const base = (variable: string, inHome: string): string | undefined =>
    absolute(env[variable]) ?? (home === undefined ? undefined : join(home, inHome));
  const config = base('XDG_CONFIG_HOME', '.config');
  const data = base('XDG_DATA_HOME', '.local/share');
  const state = base('XDG_STATE_HOME', '.local/state');
  const cache = base('XDG_CACHE_HOME', '.cache');
  if (config === undefined || data === undefined || state === undefined) {
    return err(
      problem('paths/no-home', 'HOME is not set to an absolute path, so there is nowhere to keep sessions.', {
        hint: 'Set HOME, or all of XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_STATE_HOME',
      }),
    );
  }
  const runtime = absolute(env['XDG_RUNTIME_DIR']);
  return ok({
    config: join(config, program),
    library: join(data, program, 'runbooks'),
    sessions: join(state, program, 'sessions'),
    cache: cache === undefined ? undefined : join(cache, program),
    runtime: runtime === undefined ? undefined : join(runtime, program),
  });
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
