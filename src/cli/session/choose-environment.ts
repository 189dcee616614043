import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import { unknownEnvironment } from '../../runbook/services.ts';
import { suggestion } from '../../runbook/suggest.ts';
import type { Runbook } from '../../runbook/model.ts';
import type { ClusterNeed } from './uses-cluster.ts';

/** The environment of a session, or the ones to choose from where nobody has said. */
export type EnvironmentChoice =
  | { readonly kind: 'chosen'; readonly environment: Environment }
  | { readonly kind: 'ask'; readonly names: readonly string[] };

/** The environment that runbooks without a cluster walk in when nobody names another. */
const localName = 'local';

/**
 * Which environment a session is for: the one named; else the only one that the runbook allows; else
 * `local` where no cluster is used and the inventory knows it. A name that the inventory does not know is
 * refused where it knows others, and counts as production where it knows none.
 */
export function chooseEnvironment(
  runbook: Runbook,
  inventory: Inventory,
  named: string | undefined,
  cluster: ClusterNeed,
): Result<EnvironmentChoice> {
  const known = Object.keys(inventory.environments);
  const allowed = runbook.environments.length === 0 ? known : runbook.environments;
  if (named !== undefined) return byName(runbook, inventory, named);
  const local = inventory.environments[localName];
  if (cluster === 'no' && local !== undefined) return chosen(local);
  // A file that was not written for this program says nothing of environments: whatever it does may be production.
  if (cluster === 'wanted') return chosen(unknownEnvironment('unnamed'));
  const candidates = cluster === 'no' ? allowed : allowed.filter((name) => name !== localName);
  const [first] = candidates;
  if (first === undefined) return chosen(unknownEnvironment('unnamed'));
  if (candidates.length === 1) return byName(runbook, inventory, first);
  return ok({ kind: 'ask', names: candidates });
}

function byName(runbook: Runbook, inventory: Inventory, name: string): Result<EnvironmentChoice> {
  if (runbook.environments.length > 0 && !runbook.environments.includes(name)) {
    return err(
      problem(
        'run/environment',
        `${runbook.id} may not run in ${name}, only in ${runbook.environments.join(', ')}.`,
      ),
    );
  }
  const environment = inventory.environments[name];
  if (environment !== undefined) return chosen(environment);
  const known = Object.keys(inventory.environments);
  if (known.length === 0) return chosen(unknownEnvironment(name));
  const hint = suggestion(name, known) ?? `known: ${known.join(', ')}`;
  return err(problem('run/environment', `platform.yaml knows no environment ${name}.`, { hint }));
}

function chosen(environment: Environment): Result<EnvironmentChoice> {
  return ok({ kind: 'chosen', environment });
}
