import { resolve } from 'node:path';
import { systemFiles } from '../../platform/files.ts';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { unknownEnvironment } from '../../runbook/services.ts';
import type { WaitingSession } from '../../session/engine/sign-off-file.ts';
import { replay } from '../../session/evolve.ts';
import type { Journal } from '../../session/ports.ts';
import { stepKinds } from '../../steps/registry.ts';
import { noInventory } from '../no-inventory.ts';
import { storedPlan } from './stored-plan.ts';
import type { Workplace } from './workplace.ts';

/** A session as its log tells it, with the inventory beside its runbook, so that a sign-off can be decided on. */
export async function waitingSession(
  { library }: Pick<Workplace, 'library'>,
  session: string,
  journal: Pick<Journal, 'folder' | 'records' | 'head' | 'readRunbook'>,
): Promise<Result<WaitingSession>> {
  const state = replay(journal.records);
  if (state === undefined)
    return err(problem('run/no-session', `${session} holds no start: it was killed before it began.`));
  const plan = await storedPlan(journal, state);
  if (!plan.ok) return plan;
  const [main] = state.files;
  const read = library.inventory(main === undefined ? undefined : resolve(state.cwd, main.path));
  if (!read.ok) return read;
  const inventory = read.value?.inventory ?? noInventory;
  const { name } = state.environment;
  const environment = { ...(inventory.environments[name] ?? unknownEnvironment(name)), ...state.environment };
  const { folder, head } = journal;
  return ok({
    session: state.session,
    folder,
    head,
    state,
    plan: plan.value,
    kinds: stepKinds,
    inventory,
    environment,
    files: systemFiles,
  });
}
