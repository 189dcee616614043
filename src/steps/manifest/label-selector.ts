import { field, items, record, text } from './json.ts';

export type Labels = Readonly<Record<string, unknown>>;
export type Matches = (labels: Labels) => boolean;

/**
 * A LabelSelector of an object's spec, matchLabels and matchExpressions. An empty one selects everything; an operator
 * that is not known selects nothing.
 */
export function selectorOf(selector: unknown): Matches {
  const labels = Object.entries(record(field(selector, 'matchLabels'))).map(([name, value]) =>
    isIn(name, [typeof value === 'string' ? value : '']),
  );
  const expressions = items(field(selector, 'matchExpressions')).map(expressionOf);
  return (of) => [...labels, ...expressions].every((test) => test(of));
}

export function isIn(name: string, values: readonly string[]): Matches {
  return (labels) => Object.hasOwn(labels, name) && values.includes(text(labels[name]) ?? '');
}

/** True too where the label is absent, as the API server has it. */
export function isNotIn(name: string, values: readonly string[]): Matches {
  return (labels) => !isIn(name, values)(labels);
}

function expressionOf(expression: unknown): Matches {
  const name = text(field(expression, 'key')) ?? '';
  const values = items(field(expression, 'values')).flatMap((value) =>
    typeof value === 'string' ? [value] : [],
  );
  switch (field(expression, 'operator')) {
    case 'In':
      return isIn(name, values);
    case 'NotIn':
      return isNotIn(name, values);
    case 'Exists':
      return (labels) => Object.hasOwn(labels, name);
    case 'DoesNotExist':
      return (labels) => !Object.hasOwn(labels, name);
    default:
      return () => false;
  }
}
