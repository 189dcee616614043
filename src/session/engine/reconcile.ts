import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { ProcessIdentity } from '../../steps/ports/shell.ts';
import { decide } from '../decide/decide.ts';
import type { LoggedProcess } from '../state.ts';
import type { Session } from './session.ts';

/** The process of the interrupted step, if it still lives. */
export function survivor(session: Session): ProcessIdentity | undefined {
  const planned = session.current;
  if (planned === undefined) return undefined;
  const { status } = session.stepState(planned.id);
  if (status.status !== 'interrupted' || status.process === undefined) return undefined;
  const identity = toIdentity(status.process);
  return session.deps.processes.alive(identity) ? identity : undefined;
}

/** Stops the surviving command of an interrupted step. Resolves when it is gone. */
export async function stopSurvivor(session: Session): Promise<void> {
  const identity = survivor(session);
  if (identity !== undefined) await session.deps.processes.stop(identity);
}

export interface ResolveInput {
  readonly resolution: 'done' | 'failed' | 'retry';
  readonly reason: string;
}

/** Records what a person says happened. What an interrupted attempt left is filed with it. */
export async function resolveCurrent(session: Session, input: ResolveInput): Promise<Result<void>> {
  const planned = session.current;
  if (planned === undefined) return err(problem('session/at-end', 'There is no step left.'));
  const { status } = session.stepState(planned.id);
  const alive = survivor(session) !== undefined;
  if (alive || status.status !== 'interrupted') {
    return session.dispatch({ intent: 'resolve', ...input, alive, files: [] });
  }
  // Filing what was left can be done once only: not for an answer that is refused.
  const allowed = decide(session.deciding, { intent: 'resolve', ...input, alive, files: [] });
  if (!allowed.ok) return allowed;
  const left = await leftBehind(session, planned.id, status.attempt);
  if (!left.ok) return left;
  return session.dispatch({ intent: 'resolve', ...input, alive, ...left.value });
}

type Left = Pick<Extract<Parameters<Session['dispatch']>[0], { intent: 'resolve' }>, 'output' | 'files'>;

async function leftBehind(session: Session, step: string, attempt: number): Promise<Result<Left>> {
  const { journal } = session.deps;
  const output = await journal.fileLeftOutput(step, attempt);
  if (!output.ok) return output;
  const files = await journal.sealStepFolder(step, attempt);
  if (!files.ok) return files;
  return ok({
    files: [...files.value],
    ...(output.value === undefined || output.value.bytes === 0 ? {} : { output: output.value }),
  });
}

function toIdentity({ pid, start, boot_id }: LoggedProcess): ProcessIdentity {
  return { pid, start, bootId: boot_id };
}
