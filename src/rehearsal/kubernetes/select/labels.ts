import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isObject, type Json, listAt, objectAt, textAt } from '../objects/json.ts';
import { readRequirements, type Requirement } from './requirements.ts';

export type Labels = Readonly<Record<string, string>>;
export type Matches = (labels: Labels) => boolean;

/** Reads a label selector as queries carry it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function readLabelSelector(text: string): ApiResult<Matches> {
  const read = readRequirements(text);
  if (!read.ok) return refused('BadRequest', read.why);
  const tests = read.requirements.map(testOf);
  return done((labels) => tests.every((test) => test(labels)));
}

function testOf({ key, operator, values }: Requirement): Matches {
  switch (operator) {
    case 'in':
      return isIn(key, values);
    case 'notin':
      return isNotIn(key, values);
    case 'exists':
      return (labels) => Object.hasOwn(labels, key);
    case '!':
      return (labels) => !Object.hasOwn(labels, key);
    case 'gt':
      return (labels) => Object.hasOwn(labels, key) && Number(labels[key]) > Number(values[0]);
    case 'lt':
      return (labels) => Object.hasOwn(labels, key) && Number(labels[key]) < Number(values[0]);
  }
}

function isIn(name: string, values: readonly string[]): Matches {
  return (labels) => Object.hasOwn(labels, name) && values.includes(labels[name] ?? '');
}

/** True too where the label is absent, as the API server has it. */
function isNotIn(name: string, values: readonly string[]): Matches {
  return (labels) => !isIn(name, values)(labels);
}

/** A LabelSelector of an object's spec: matchLabels and matchExpressions. An empty one selects everything. */
export function selectorOf(selector: Json | undefined): Matches {
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(([name, value]) =>
    isIn(name, [typeof value === 'string' ? value : '']),
  );
  const expressions = listAt(selector, 'matchExpressions').flatMap((expression) =>
    isObject(expression) ? [expressionOf(expression)] : [],
  );
  return (of) => [...labels, ...expressions].every((test) => test(of));
}

function expressionOf(expression: Json): Matches {
  const name = textAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values').flatMap((value) => (typeof value === 'string' ? [value] : []));
  switch (textAt(expression, 'operator')) {
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
