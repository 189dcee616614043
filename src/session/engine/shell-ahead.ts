import type { ShellSetup } from '../../steps/ports/shell.ts';
import { kindOf } from '../decide/context.ts';
import { decide } from '../decide/decide.ts';
import { fillStep } from '../fill-step.ts';
import type { PlannedStep } from '../plan.ts';
import { type SessionState, stepState } from '../state.ts';
import { currentStep } from '../track.ts';
import { allValues } from '../values.ts';
import type { SessionDeps } from './deps.ts';
import { shellContext } from './shell-context.ts';

/**
 * The shell that an unattended session will start next if the running step passes and leaves everything else as
 * it is. Undefined: that can't be told yet, or the next step is none that starts a shell by itself.
 */
export function shellAhead(
  deps: SessionDeps,
  state: SessionState,
  running: PlannedStep,
): ShellSetup | undefined {
  if (running.step.options.captures.length > 0) return undefined;
  const passed = asPassed(state, running);
  const next = currentStep(deps.plan, passed);
  if (next === undefined || next.step.options.when !== undefined) return undefined;
  const { shell } = kindOf(deps, next);
  if (shell === undefined) return undefined;
  const deciding = { ...deps, state: passed, folder: deps.journal.folder };
  const intent = { intent: 'run', consent: 'unattended', cwd: state.cwd, clusterChecked: true } as const;
  if (!decide(deciding, intent).ok) return undefined;
  const folder = deps.journal.stepFolder(next.id, stepState(passed, next.id).attempts + 1);
  const step = fillStep(next, allValues(passed, deps.journal.folder));
  return shell(step, shellContext(deps, passed, next, folder));
}

function asPassed(state: SessionState, { id }: PlannedStep): SessionState {
  const step = stepState(state, id);
  const status = { status: 'passed', attempt: step.attempts, summary: '', by: 'engine' } as const;
  return { ...state, steps: new Map(state.steps).set(id, { ...step, status }) };
}
