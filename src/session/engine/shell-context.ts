import type { ShellContext } from '../../steps/context.ts';
import type { PlannedStep } from '../plan.ts';
import type { SessionState } from '../state.ts';
import { allValues } from '../values.ts';
import { commandEnv } from './command-env.ts';
import type { SessionDeps } from './deps.ts';

/** What the shell of an attempt is started in. `folder` is the attempt's own ($STEP_DIR), absolute. */
export function shellContext(
  deps: SessionDeps,
  state: SessionState,
  planned: PlannedStep,
  folder: string,
): ShellContext {
  return {
    env: commandEnv({
      base: deps.baseEnv,
      values: allValues(state, deps.journal.folder),
      secrets: deps.secrets,
      sessionDir: deps.journal.folder,
      stepDir: folder,
    }),
    cwd: state.cwd,
    ...(planned.pasted ? { carry: `${deps.privateFolder}/carry` } : {}),
  };
}
