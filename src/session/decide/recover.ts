import { ok } from '../../problem/problem.ts';
import type { Value } from '../../runbook/condition.ts';
import { servicesOf } from '../../runbook/services.ts';
import type { IntentOf } from '../intents.ts';
import { type Deciding, type Decision, refuse } from './context.ts';
import { failedStep } from './failed-step.ts';

/** Parameter of an on-failure runbook that names the services it is walked for; empty: everything. */
const parameter = 'only';

/** Enters the runbook that the failed step's on-failure names, in this same session. */
export function recover(deciding: Deciding, intent: IntentOf<'recover'>): Decision {
  const failed = failedStep(deciding);
  if (failed === undefined) return refuse('session/not-failed', 'The current step has not failed.');
  if (deciding.state.branch !== undefined) {
    return refuse('session/in-branch', `This session is already in ${deciding.state.branch.name}.`);
  }
  const { onFailure } = failed.planned.step.options;
  if (typeof onFailure !== 'object') {
    return refuse('session/no-branch', `${failed.planned.id} names no runbook for its failure.`);
  }
  const branch = onFailure.runbook;
  const refusal = refuseServices(deciding, branch, intent.only);
  if (refusal !== undefined) return refusal;
  const params = paramsFor(deciding, branch, intent.only);
  return ok([
    {
      type: 'branch.entered',
      branch,
      from: failed.planned.id,
      reason: intent.reason,
      ...(params === undefined ? {} : { params }),
    },
  ]);
}

/**
 * The services that the failed step's runbook can be entered for alone, by the inventory's names: those that failed.
 * None where the step names no such runbook or it can't be walked for some services, and where nothing or everything
 * failed.
 */
export function recoverableAlone(deciding: Deciding): readonly string[] {
  const failed = failedStep(deciding);
  const onFailure = failed?.planned.step.options.onFailure;
  if (failed === undefined || typeof onFailure !== 'object' || deciding.state.branch !== undefined) return [];
  const { failing = [] } = failed.status;
  const all = namesOfServices(deciding);
  const known = all.filter((name) => failing.includes(name));
  if (known.length === 0 || known.length === all.length) return [];
  return takesServices(deciding, onFailure.runbook) ? known : [];
}

function refuseServices(
  deciding: Deciding,
  branch: string,
  only: readonly string[] | undefined,
): Decision | undefined {
  if (only === undefined) return undefined;
  if (!takesServices(deciding, branch)) {
    return refuse('session/no-services', `${branch} can't be walked for some services alone.`);
  }
  if (only.length === 0) {
    return refuse(
      'session/no-services',
      'There is no service to roll back alone: none was named, or all of them.',
    );
  }
  const known = namesOfServices(deciding);
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  return refuse('session/no-services', `The inventory knows no service ${unknown.join(', ')}.`);
}

/** Everything means everything, whatever the session itself was walked for. */
function paramsFor(
  deciding: Deciding,
  branch: string,
  only: readonly string[] | undefined,
): Record<string, Value> | undefined {
  return takesServices(deciding, branch) ? { [parameter]: (only ?? []).join(',') } : undefined;
}

function takesServices({ plan }: Deciding, branch: string): boolean {
  return plan.files.some(
    ({ id, parameters }) =>
      id === branch &&
      parameters.some(
        ({ name, type, values }) => name === parameter && type === 'list' && values === 'services',
      ),
  );
}

function namesOfServices({ inventory, environment }: Deciding): readonly string[] {
  return servicesOf(inventory, environment).map(({ name }) => name);
}
