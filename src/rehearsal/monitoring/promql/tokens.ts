/** Why a query can't be read, or is more than this Prometheus knows. `at`: index in the query. */
export class QueryFault extends Error {
  override readonly name = 'QueryFault';
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export interface Token {
  readonly kind: 'name' | 'number' | 'duration' | 'text' | 'sign' | 'end';
  /** As it is written; of a text, without its quotes. */
  readonly text: string;
  readonly at: number;
}

const shapes: readonly (readonly [kind: Token['kind'], shape: RegExp])[] = [
  ['duration', /(?:\d+(?:ms|[smhdwy]))+/y],
  ['number', /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy],
  ['name', /[A-Za-z_:][\w:]*/y],
  ['text', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  ['sign', /=~|!~|!=|==|<=|>=|[-+*/(){}[\],=<>]/y],
];

/** The words of a query, the end as the last one. Throws QueryFault at what is none. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(query.slice(at))?.[0].length ?? 0;
    if (at >= query.length) return [...tokens, { kind: 'end', text: '', at }];
    const token = tokenAt(query, at);
    if (token === undefined)
      throw new QueryFault(at, `unexpected character: ${JSON.stringify(query.charAt(at))}`);
    tokens.push({ ...token, text: token.kind === 'text' ? unquoted(token.text) : token.text });
    at += token.text.length;
  }
}

function tokenAt(query: string, at: number): Token | undefined {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = at;
    const text = shape.exec(query)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
