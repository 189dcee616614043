import { evaluateCondition } from '../../runbook/conditions/evaluate.ts';
import { valuesOf } from '../../session/decide/context.ts';
import type { Session } from '../../session/engine/session.ts';

/** Values that the current step's condition is about and nobody has given: whether it applies is for a person. */
export function undecided({ current, deciding }: Pick<Session, 'current' | 'deciding'>): readonly string[] {
  const when = current?.step.options.when;
  if (when === undefined) return [];
  const condition = evaluateCondition(when, valuesOf(deciding));
  if (condition.holds !== 'missing') return [];
  return condition.missing.map(
    (name) => `${name}, which has no value: run this step if it applies, else skip it`,
  );
}
