import { ok, type Result } from '../../problem/problem.ts';
import type { Request } from '../intents.ts';
import type { Session } from './session.ts';

/** True where an operator who is there asks for it: after a note the session stands where it stood. */
export function isByPerson(intent: Request): boolean {
  return intent.intent === 'run' ? intent.consent === 'person' : intent.intent !== 'note';
}

/**
 * Runs the steps that the runbook lets run by themselves (`auto: true`), one after the other, until somebody has to
 * act. One that is refused waits for the operator, as any other step does. Not ok: the log can't be written.
 */
export async function runAutomatic(session: Session): Promise<Result<void>> {
  while (runsByItself(session)) {
    const ran = await session.dispatch({ intent: 'run', consent: 'auto' });
    if (ran.ok) continue;
    return ran.problems.some(({ code }) => code.startsWith('log/')) ? ran : ok(undefined);
  }
  return ok(undefined);
}

/** Never again by itself: an attempt that failed, was stopped or is void is the operator's to repeat. */
function runsByItself(session: Session): boolean {
  const { current, state } = session;
  if (current === undefined || session.running || state.phase.phase !== 'open') return false;
  return current.step.options.auto === true && session.stepState(current.id).attempts === 0;
}
