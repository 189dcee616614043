import { compilePattern } from '../../../runbook/pattern.ts';
import { parseDuration } from '../../../runbook/values/duration.ts';
import { QueryFault, type Token, tokensOf } from './tokens.ts';

const aggregations = ['sum', 'count', 'min', 'max', 'avg'] as const;
const counting = ['rate', 'increase'] as const;
const operators = ['+', '-', '*', '/', '>', '<', '>=', '<=', '==', '!=', 'or'] as const;

export type Aggregation = (typeof aggregations)[number];
export type Operator = (typeof operators)[number];

export interface Matcher {
  readonly label: string;
  readonly matches: (value: string) => boolean;
}

/** The part of PromQL that this Prometheus knows. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'select'; readonly matchers: readonly Matcher[] }
  | {
      readonly kind: 'count';
      readonly function: (typeof counting)[number];
      readonly matchers: readonly Matcher[];
      /** Milliseconds of simulated time. */
      readonly range: number;
    }
  | {
      readonly kind: 'aggregate';
      readonly by: Aggregation;
      readonly labels: readonly string[];
      readonly of: Expression;
    }
  | { readonly kind: 'quantile'; readonly share: number; readonly of: Expression }
  | { readonly kind: 'vector'; readonly value: number }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** From what binds least to what binds most. */
const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['>', '<', '>=', '<=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
];

/** Reads a query. Throws QueryFault where it is none, or more than is known here. */
export function parseQuery(query: string): Expression {
  const reader = new Reader(tokensOf(query));
  const expression = reader.binary(0);
  reader.end();
  return expression;
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  binary(level: number): Expression {
    const own = levels[level];
    if (own === undefined) return this.#unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = own.find((one) => one === this.#peek().text);
      if (operator === undefined) return left;
      this.#take();
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
  }

  end(): void {
    const token = this.#peek();
    if (token.kind !== 'end') throw new QueryFault(token.at, `unexpected ${JSON.stringify(token.text)}`);
  }

  #unary(): Expression {
    const token = this.#take();
    if (token.text === '-' && token.kind === 'sign') {
      const left: Expression = { kind: 'number', value: 0 };
      return { kind: 'binary', operator: '-', left, right: this.#unary() };
    }
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.text === '(') {
      const inner = this.binary(0);
      this.#expect(')');
      return inner;
    }
    if (token.text === '{') return { kind: 'select', matchers: this.#matchers() };
    if (token.kind === 'name') return this.#named(token);
    throw new QueryFault(
      token.at,
      token.kind === 'end' ? 'unexpected end of input' : `unexpected ${JSON.stringify(token.text)}`,
    );
  }

  #named(name: Token): Expression {
    const aggregation = aggregations.find((one) => one === name.text);
    if (aggregation !== undefined) return this.#aggregate(aggregation);
    if (this.#peek().text !== '(') return this.#selector(name.text);
    this.#take();
    const expression = this.#call(name);
    this.#expect(')');
    return expression;
  }

  #call(name: Token): Expression {
    const counted = counting.find((one) => one === name.text);
    if (counted !== undefined) {
      const { matchers } = this.#selector(this.#take().text);
      this.#expect('[');
      const token = this.#take();
      const range = token.kind === 'duration' ? parseDuration(token.text) : undefined;
      if (range === undefined) throw new QueryFault(token.at, 'expected a duration such as 5m');
      this.#expect(']');
      return { kind: 'count', function: counted, matchers, range };
    }
    switch (name.text) {
      case 'histogram_quantile': {
        const share = this.#number();
        this.#expect(',');
        return { kind: 'quantile', share, of: this.binary(0) };
      }
      case 'vector':
        return { kind: 'vector', value: this.#number() };
      default:
        throw new QueryFault(name.at, `the Prometheus of a rehearsal has no function ${name.text}`);
    }
  }

  /** The labels stand before or behind what is put together. */
  #aggregate(by: Aggregation): Expression {
    const before = this.#labels();
    this.#expect('(');
    const of = this.binary(0);
    this.#expect(')');
    return { kind: 'aggregate', by, labels: before ?? this.#labels() ?? [], of };
  }

  #labels(): readonly string[] | undefined {
    if (this.#peek().text !== 'by') return undefined;
    this.#take();
    this.#expect('(');
    return this.#list(')', () => this.#name());
  }

  #selector(metric: string): Extract<Expression, { kind: 'select' }> {
    const named: Matcher = { label: '__name__', matches: (value) => value === metric };
    if (this.#peek().text !== '{') return { kind: 'select', matchers: [named] };
    this.#take();
    return { kind: 'select', matchers: [named, ...this.#matchers()] };
  }

  #matchers(): readonly Matcher[] {
    return this.#list('}', () => {
      const label = this.#name();
      const operator = this.#take();
      const token = this.#take();
      if (token.kind !== 'text') throw new QueryFault(token.at, 'expected a text in quotes');
      return { label, matches: matching(operator, token.text) };
    });
  }

  #list<T>(close: string, item: () => T): readonly T[] {
    const all: T[] = [];
    while (this.#peek().text !== close) {
      all.push(item());
      if (this.#peek().text !== ',') break;
      this.#take();
    }
    this.#expect(close);
    return all;
  }

  #name(): string {
    const token = this.#take();
    if (token.kind !== 'name') throw new QueryFault(token.at, 'expected the name of a label');
    return token.text;
  }

  #number(): number {
    const token = this.#take();
    if (token.kind !== 'number') throw new QueryFault(token.at, 'expected a number');
    return Number(token.text);
  }

  #expect(text: string): void {
    const token = this.#take();
    if (token.text !== text) throw new QueryFault(token.at, `expected ${JSON.stringify(text)}`);
  }

  #peek(): Token {
    const token = this.#tokens[this.#next] ?? this.#tokens.at(-1);
    return token ?? { kind: 'end', text: '', at: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }
}

function matching({ text: operator, at }: Token, wanted: string): Matcher['matches'] {
  switch (operator) {
    case '=':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted;
    case '=~':
    case '!~': {
      const pattern = compilePattern(wanted);
      if (pattern === undefined) throw new QueryFault(at, `${JSON.stringify(wanted)} is no pattern`);
      return (value) => pattern.matchesWhole(value) === (operator === '=~');
    }
    default:
      throw new QueryFault(at, `unexpected ${JSON.stringify(operator)} between a label and its value`);
  }
}
