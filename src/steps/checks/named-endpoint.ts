import type { PreviewContext } from '../context.ts';
import type { CheckResult } from './define-check.ts';

export type NamedEndpoint =
  | { readonly kind: 'known'; readonly url: string }
  | { readonly kind: 'unknown'; readonly result: CheckResult };

/**
 * The address of an endpoint of the environment, by its name in platform.yaml and without a slash at its end. One that
 * is not there is inconclusive, and says what to write where: a person knows whether the platform has none.
 */
export function namedEndpoint(check: string, name: string, context: PreviewContext): NamedEndpoint {
  const { name: environment, endpoints } = context.environment;
  const url = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  if (url !== undefined) return { kind: 'known', url: url.replace(/\/+$/, '') };
  const place = `environments.${environment}.endpoints`;
  return {
    kind: 'unknown',
    result: {
      verdict: 'inconclusive',
      summary: `platform.yaml has no endpoint ${name} for ${environment}, so nothing was looked at`,
      evidence: [
        {
          check,
          result: 'inconclusive',
          what: `endpoint ${name}`,
          where: 'platform.yaml',
          expected: `${place}.${name}: its address`,
          observed: 'it is not there',
          next: `Write ${name}: https://… below ${place}, or skip the step with the reason that there is none`,
        },
      ],
    },
  };
}
