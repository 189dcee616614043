import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Runbook } from '../../runbook/model.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import { compilePlan, type Plan } from '../../session/plan.ts';
import type { Journal } from '../../session/ports.ts';
import type { SessionState } from '../../session/state.ts';
import { stepKinds } from '../../steps/registry.ts';

/** The plan out of the session's own copies: what is walked is what was started. */
export async function storedPlan(
  journal: Pick<Journal, 'readRunbook'>,
  state: SessionState,
): Promise<Result<Plan>> {
  const runbooks = new Map<string, Runbook>();
  for (const file of state.files) {
    const text = await journal.readRunbook(file.sha256);
    if (!text.ok) return text;
    const parsed = parseRunbook({ path: file.path, bytes: Buffer.from(text.value) }, stepKinds);
    if (parsed.runbook === undefined) return { ok: false, problems: parsed.problems };
    runbooks.set(file.id, { ...parsed.runbook, id: file.id });
  }
  const main = runbooks.get(state.runbookId);
  if (main === undefined)
    return err(problem('plan/unknown-runbook', `The session keeps no copy of ${state.runbookId}.`));
  return compilePlan(
    main,
    (id) => {
      const found = runbooks.get(id);
      return found === undefined
        ? err(problem('plan/unknown-runbook', `The session keeps no copy of ${id}.`))
        : ok(found);
    },
    stepKinds,
  );
}
