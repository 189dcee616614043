import type { CheckResult } from '../checks/define-check.ts';
import type { PreviewContext } from '../context.ts';

export type NamedValue =
  | { readonly kind: 'known'; readonly value: string }
  | { readonly kind: 'unknown'; readonly result: CheckResult };

/**
 * A value of the environment, by its name in platform.yaml, unless the step gives it itself. One that is not there is
 * inconclusive, and says what to write where: a person knows whether the team uses the system at all.
 */
export function namedValue(
  check: string,
  {
    name,
    given,
    means,
  }: { readonly name: string; readonly given?: string | undefined; readonly means: string },
  context: PreviewContext,
): NamedValue {
  const { name: environment, values } = context.environment;
  const value = given ?? (Object.hasOwn(values, name) ? String(values[name]) : undefined);
  if (value !== undefined && value !== '') return { kind: 'known', value };
  const place = `environments.${environment}.values`;
  return {
    kind: 'unknown',
    result: {
      verdict: 'inconclusive',
      summary: `platform.yaml has no value ${name} for ${environment}, so nothing was done`,
      evidence: [
        {
          check,
          result: 'inconclusive',
          what: `value ${name}`,
          where: 'platform.yaml',
          expected: `${place}.${name}: ${means}`,
          observed: 'it is not there',
          next: `Write ${name} below ${place}, or skip the step if your team does without`,
        },
      ],
    },
  };
}
