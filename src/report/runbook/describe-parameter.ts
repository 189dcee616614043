import type { Parameter } from '../../runbook/parameter.ts';

/** What a parameter takes, in words: "one of a, b", "integer from 1 to 5, default 2". */
export function describeParameter(parameter: Parameter): string {
  const { type, values, min, max, pattern } = parameter;
  const kind = values.length === 0 ? type : `${type === 'list' ? 'some of' : 'one of'} ${valuesText(values)}`;
  const range = [
    ...(min === undefined ? [] : [`from ${min}`]),
    ...(max === undefined ? [] : [`to ${max}`]),
  ].join(' ');
  return [
    range === '' ? kind : `${kind} ${range}`,
    ...(pattern === undefined ? [] : [`must match ${pattern}`]),
    ...((parameter.default ?? '') === '' ? [] : [`default ${parameter.default ?? ''}`]),
    ...(parameter.example === undefined ? [] : [`such as ${parameter.example}`]),
    ...(parameter.optional ? ['optional'] : []),
  ].join(', ');
}

function valuesText(values: Parameter['values']): string {
  return values === 'services' ? 'the services of platform.yaml' : values.join(', ');
}

/** A parameter as JSON for scripts. */
export function parameterAsJson(parameter: Parameter): Readonly<Record<string, unknown>> {
  const { span: _place, ...keys } = parameter;
  return keys;
}
