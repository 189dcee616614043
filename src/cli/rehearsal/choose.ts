import { readFileSync } from 'node:fs';
import type { FoundRunbook, Library, LoadedRunbook } from '../../platform/library.ts';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Scenario } from '../../rehearsal/scenario/model.ts';
import { emptyInventory, readInventory } from '../../rehearsal/workspace/inventory.ts';
import type { Inventory } from '../../runbook/inventory.ts';
import type { WrittenInventory } from '../../runbook/inventory-schema.ts';
import { compilePlan } from '../../session/plan.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { loadScenario } from '../scenarios/scenario-library.ts';
import { usesCluster } from '../session/uses-cluster.ts';
import type { Workplace } from '../session/workplace.ts';

/** What is rehearsed where nobody says a scenario. */
const usualScenario = 'healthy';

/** Everything that a rehearsal is made of. */
export interface Chosen {
  readonly scenario: Scenario;
  readonly found: FoundRunbook;
  /** Names of the runbook's parameters. */
  readonly parameters: readonly string[];
  readonly inventory: { readonly written: WrittenInventory; readonly read: Inventory | undefined };
  /** Undefined: the runbook looks at no environment, or may not run in the scenario's. */
  readonly environment: string | undefined;
  /** The scenario's version, where the runbook begins after it was rolled out. */
  readonly deployed: string | undefined;
}

/** Reads what a rehearsal is made of, and starts nothing. `wanted`: the scenario; true: the usual one. */
export function choose(
  { io, library }: Workplace,
  { runbook, context, environment }: RunOptions,
  wanted: string | true,
): Result<Chosen> {
  if (context !== undefined) return refused('--context', 'it has a cluster of its own');
  if (runbook === undefined) return refused('no runbook', 'name one, as in teei-runbook deploy --rehearse');
  const found = library.find(runbook);
  if (!found.ok) return found;
  const loaded = library.load(runbook);
  if (!loaded.ok) return loaded;
  const name = wanted === true ? usualScenario : wanted;
  const scenario = loadScenario(name, { folders: library.folders, cwd: io.cwd });
  if (!scenario.ok) return scenario;
  const read = library.inventory(found.value.file);
  if (!read.ok) return read;
  const written = writtenInventory(library, found.value);
  const usual = usualEnvironment(library, loaded.value, scenario.value, written);
  return ok({
    scenario: scenario.value,
    found: found.value,
    parameters: loaded.value.runbook.parameters.map((parameter) => parameter.name),
    inventory: { written, read: read.value?.inventory },
    environment: environment ?? usual,
    deployed: deployedBefore(loaded.value, scenario.value),
  });
}

/** A runbook for incidents that rolls out no version itself, begins where the scenario's version is out already. */
function deployedBefore({ runbook }: LoadedRunbook, scenario: Scenario): string | undefined {
  const takesVersion = runbook.parameters.some(({ name }) => name === 'version');
  const isOwn = scenario.runbook === runbook.id;
  return runbook.tags.includes('incident') && !takesVersion && !isOwn
    ? scenario.parameters['version']
    : undefined;
}

function refused(what: string, why: string): Result<never> {
  return err(problem('rehearsal/options', `A rehearsal does not go with ${what}: ${why}.`));
}

/**
 * The scenario's environment, where the inventory has it, and the runbook needs one and may run there: one that uses no
 * cluster may still look at what runs in the environments that it names.
 */
function usualEnvironment(
  library: Library,
  { runbook, file }: LoadedRunbook,
  { environment }: Scenario,
  { environments }: WrittenInventory,
): string | undefined {
  const allowed = runbook.environments.length === 0 || runbook.environments.includes(environment);
  if (environments[environment] === undefined || !allowed) return undefined;
  const load: Parameters<typeof compilePlan>[1] = (id) => {
    const other = library.load(id, file);
    return other.ok ? ok(other.value.runbook) : other;
  };
  const plan = compilePlan(runbook, load, stepKinds);
  const named = runbook.environments.length > 0;
  return plan.ok && (named || usesCluster(plan.value, stepKinds) !== 'no') ? environment : undefined;
}

function writtenInventory(library: Library, { file }: FoundRunbook): WrittenInventory {
  const path = library.inventoryFile(file);
  const written = path === undefined ? undefined : readInventory(readFileSync(path, 'utf8'));
  return written ?? emptyInventory();
}
