import { err, ok, type Result } from '../../problem/problem.ts';
import { type DescribedPlan, describePlan } from '../../report/plan/describe-plan.ts';
import { planAsJson } from '../../report/plan/json.ts';
import { planAsText } from '../../report/plan/text.ts';
import type { Library } from '../../platform/library.ts';
import type { Runbook } from '../../runbook/model.ts';
import { unknownEnvironment } from '../../runbook/services.ts';
import { compilePlan } from '../../session/plan.ts';
import { stepKinds } from '../../steps/registry.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { noInventory } from '../no-inventory.ts';
import { reportProblems } from '../report-problems.ts';
import { chooseEnvironment } from '../session/choose-environment.ts';
import { giveParameters } from '../session/parameters.ts';
import { usesCluster } from '../session/uses-cluster.ts';
import { styleOf } from '../screen.ts';

export interface PlanOptions {
  readonly runbook: string;
  /** `name=value` or `name=@FILE`. */
  readonly parameters: readonly string[];
  readonly environment?: string;
  readonly json: boolean;
}

/** `plan RUNBOOK`: every step resolved, and nothing run. Gives 2 where the runbook or an argument is wrong. */
export async function planCommand(io: Io, options: PlanOptions): Promise<number> {
  const plan = await resolvePlan(await libraryOf(io), io, options);
  if (!plan.ok) {
    await reportProblems(io, plan.problems);
    return exitCode('usage');
  }
  await print(io.stdout, options.json ? planAsJson(plan.value) : planAsText(plan.value, styleOf(io)));
  return exitCode('completed');
}

async function resolvePlan(library: Library, io: Io, options: PlanOptions): Promise<Result<DescribedPlan>> {
  const loaded = library.load(options.runbook);
  if (!loaded.ok) return loaded;
  const { runbook, file } = loaded.value;
  const found = library.inventory(file);
  if (!found.ok) return found;
  const inventory = found.value?.inventory ?? noInventory;
  const plan = compilePlan(runbook, (id) => loadIncluded(library, id, file), stepKinds);
  if (!plan.ok) return plan;
  const cluster = usesCluster(plan.value, stepKinds);
  const choice = chooseEnvironment(runbook, inventory, options.environment, cluster);
  const given = await giveParameters(plan.value.parameters, {
    flags: options.parameters,
    env: io.env,
    // A plan needs no secret, so that it opens no source of one.
    inventory: { ...inventory, secrets: {} },
    cwd: io.cwd,
    runSource: () => Promise.resolve(ok('')),
  });
  if (!choice.ok || !given.ok) {
    return err(...(choice.ok ? [] : choice.problems), ...(given.ok ? [] : given.problems));
  }
  const chosen = choice.value.kind === 'chosen' ? choice.value.environment : undefined;
  return ok(
    describePlan({
      plan: plan.value,
      kinds: stepKinds,
      inventory,
      environment: chosen ?? unknownEnvironment('not chosen'),
      environmentChosen: chosen !== undefined,
      values: given.value.values,
    }),
  );
}

/** What a runbook includes is looked for beside it first. */
function loadIncluded(library: Library, id: string, near: string): Result<Runbook> {
  const loaded = library.load(id, near);
  return loaded.ok ? ok(loaded.value.runbook) : loaded;
}
