import type { Library } from '../platform/library.ts';
import { ok, type Result } from '../problem/problem.ts';
import type { Runbook } from '../runbook/model.ts';
import { compilePlan, type Plan } from '../session/plan.ts';
import { stepKinds } from '../steps/registry.ts';

/** The plan of a runbook, with what it includes from its own library first. `file`: its absolute path. */
export function planOf(runbook: Runbook, file: string, library: Library): Result<Plan> {
  const load = (id: string): Result<Runbook> => {
    const other = library.load(id, file);
    return other.ok ? ok(other.value.runbook) : other;
  };
  return compilePlan(runbook, load, stepKinds);
}
