import { kindOf } from '../../session/decide/context.ts';
import type { Session } from '../../session/engine/session.ts';
import type { PlannedStep } from '../../session/plan.ts';

/**
 * How dangerous it is to run a step: `production` changes a production environment, `confirm` is what the author
 * wants to be confirmed. Both are confirmed by the operator, with Cancel in focus.
 */
export type Danger = 'none' | 'confirm' | 'production';

export function danger({ deps, state }: Pick<Session, 'deps' | 'state'>, planned: PlannedStep): Danger {
  const { config, body, options } = planned.step;
  const effect = kindOf(deps, planned).effect(config, body);
  if (effect === 'change' && state.environment.production) return 'production';
  return options.confirm ? 'confirm' : 'none';
}
