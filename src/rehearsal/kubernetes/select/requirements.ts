/** One term of a label selector. `=` and `==` are read as `in` with one value, `!=` as `notin`. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** The terms of a selector, or what is wrong with it, in the words of the API server. */
export type ReadRequirements =
  | { readonly ok: true; readonly requirements: readonly Requirement[] }
  | { readonly ok: false; readonly why: string };

/**
 * Reads a label selector by the grammar and with the messages of the API server
 * (k8s.io/apimachinery/pkg/labels/selector.go, Parser).
 */
export function readRequirements(text: string): ReadRequirements {
  const tokens = tokensOf(text);
  const requirements: Requirement[] = [];
  let at = 0;
  if (tokens.length === 0) return { ok: true, requirements };
  for (;;) {
    const first = tokens[at] ?? '';
    if (!isIdentifier(first) && first !== '!') {
      return wrong(
        at === 0
          ? `found '${first}', expected: !, identifier, or 'end of string'`
          : `found '${first}', expected: identifier after ','`,
      );
    }
    const read = readRequirement(tokens, at);
    if (!read.ok) return wrong(`unable to parse requirement: ${read.why}`);
    requirements.push(read.requirement);
    const next = tokens[read.next];
    if (next === undefined) return { ok: true, requirements };
    if (next !== ',') return wrong(`found '${next}', expected: ',' or 'end of string'`);
    at = read.next + 1;
  }
}

type ReadRequirement =
  | { readonly ok: true; readonly requirement: Requirement; readonly next: number }
  | { readonly ok: false; readonly why: string };

const tokenPattern = /==|!=|[=!(),<>]|[^\s=!(),<>]+/g;

function tokensOf(text: string): readonly string[] {
  return [...text.matchAll(tokenPattern)].map(([token]) => token);
}

function isIdentifier(token: string): boolean {
  return token !== '' && !/^[=!(),<>]/.test(token);
}

function wrong(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}

function readRequirement(tokens: readonly string[], start: number): ReadRequirement {
  const negated = tokens[start] === '!';
  const at = negated ? start + 1 : start;
  const key = tokens[at] ?? '';
  if (!isIdentifier(key)) return wrong(`found '${key}', expected: identifier`);
  const operator = tokens[at + 1];
  if (negated) return { ok: true, requirement: { key, operator: '!', values: [] }, next: at + 1 };
  switch (operator) {
    case undefined:
    case ',':
      return { ok: true, requirement: { key, operator: 'exists', values: [] }, next: at + 1 };
    case 'in':
    case 'notin':
      return readSet(tokens, at + 2, { key, operator });
    case '=':
    case '==':
      return readValue(tokens, at + 2, { key, operator: 'in' });
    case '!=':
      return readValue(tokens, at + 2, { key, operator: 'notin' });
    case '>':
      return readValue(tokens, at + 2, { key, operator: 'gt' });
    case '<':
      return readValue(tokens, at + 2, { key, operator: 'lt' });
    default:
      return wrong(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
  }
}

type Begun = Pick<Requirement, 'key' | 'operator'>;

/** One value; none at all is the empty one. */
function readValue(tokens: readonly string[], at: number, begun: Begun): ReadRequirement {
  const value = tokens[at];
  if (value === undefined || value === ',') {
    return { ok: true, requirement: { ...begun, values: [''] }, next: at };
  }
  if (!isIdentifier(value)) return wrong(`found '${value}', expected: identifier`);
  return { ok: true, requirement: { ...begun, values: [value] }, next: at + 1 };
}

/** Values in brackets, separated by commas; between two commas is the empty one. */
function readSet(tokens: readonly string[], at: number, begun: Begun): ReadRequirement {
  if (tokens[at] !== '(') return wrong(`found '${tokens[at] ?? ''}' expected: '('`);
  const values: string[] = [];
  let value = '';
  for (let index = at + 1; ; index += 1) {
    const token = tokens[index] ?? '';
    if (token === ')') {
      return { ok: true, requirement: { ...begun, values: [...values, value] }, next: index + 1 };
    }
    if (token === ',') {
      values.push(value);
      value = '';
    } else if (isIdentifier(token) && value === '') value = token;
    else return wrong(`found '${token}', expected: ',', or ')'`);
  }
}
