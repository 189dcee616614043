import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isObject, type Json, listAt, objectAt, textAt } from '../objects/json.ts';

export type Labels = Readonly<Record<string, string>>;
export type Matches = (labels: Labels) => boolean;

/** Reads a label selector as queries carry it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function readLabelSelector(text: string): ApiResult<Matches> {
  const tests: Matches[] = [];
  for (const term of termsOf(text)) {
    const test = readTerm(term);
    if (test === undefined) {
      return refused('BadRequest', `unable to parse requirement: found ${JSON.stringify(term)}`);
    }
    tests.push(test);
  }
  return done((labels) => tests.every((test) => test(labels)));
}

/** The terms, separated by commas outside brackets. */
function termsOf(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

const key = String.raw`([A-Za-z0-9][\w./-]*)`;

function readTerm(term: string): Matches | undefined {
  const [, inKey, operator, values] = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^)]*)\\)$`).exec(term) ?? [];
  if (inKey !== undefined && values !== undefined) {
    const wanted = values.split(',').map((value) => value.trim());
    return operator === 'in' ? isIn(inKey, wanted) : isNotIn(inKey, wanted);
  }
  const [, name, sign, value] = new RegExp(`^${key}\\s*(!=|==?)\\s*([\\w.-]*)$`).exec(term) ?? [];
  if (name !== undefined && value !== undefined)
    return sign === '!=' ? isNotIn(name, [value]) : isIn(name, [value]);
  const [, not, present] = new RegExp(`^(!?)\\s*${key}$`).exec(term) ?? [];
  if (present === undefined) return undefined;
  return (labels) => Object.hasOwn(labels, present) === (not === '');
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
