/** A simple command of a script, and when it is run: always, or after the one before succeeded or failed. */
export interface ScriptCommand {
  readonly when: 'always' | 'success' | 'failure';
  readonly words: readonly string[];
}

/** What a shell reads as one piece: a quoted or escaped part, a variable, an operator, or plain text. */
const pieces =
  /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?<end>&&|\|\||;|\n)|(?<beyond>[|&<>()`*?]|\$\()|(?<space>[ \t]+)|(?<plain>[^\s'"\\&|;<>()`*?]+|\$)/gsy;

/** What this shell can't do, so that it says so instead of doing something else. */
export interface BeyondScript {
  readonly beyond: string;
}

/** A word, with its quotes taken off and its variables put in, or what stands between two commands. */
type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'end'; readonly operator: string };

/**
 * Reads simple commands joined by `&&`, `||`, `;` and line ends, with quotes and variables. Pipes, redirections,
 * patterns, substitutions and control structures are beyond it.
 */
export function readScript(
  script: string,
  variables: ReadonlyMap<string, string>,
): readonly ScriptCommand[] | BeyondScript {
  const tokens = tokensOf(script, variables);
  if ('beyond' in tokens) return tokens;
  const commands: ScriptCommand[] = [];
  let next: ScriptCommand = { when: 'always', words: [] };
  for (const token of [...tokens, { kind: 'end', operator: ';' } as const]) {
    if (token.kind === 'word') {
      next = { ...next, words: [...next.words, token.text] };
    } else {
      if (next.words.length > 0) commands.push(next);
      next = { when: whenAfter(token.operator), words: [] };
    }
  }
  return commands;
}

function tokensOf(script: string, variables: ReadonlyMap<string, string>): readonly Token[] | BeyondScript {
  const tokens: Token[] = [];
  let joins = false;
  let read = 0;
  for (const match of script.matchAll(pieces)) {
    const { groups = {} } = match;
    read = match.index + match[0].length;
    if (groups['beyond'] !== undefined) return { beyond: groups['beyond'] };
    if (groups['end'] !== undefined) tokens.push({ kind: 'end', operator: groups['end'] });
    const text = textOf(groups, variables);
    const last = tokens.at(-1);
    if (text !== undefined && joins && last?.kind === 'word') {
      tokens.splice(-1, 1, { kind: 'word', text: last.text + text });
    } else if (text !== undefined) {
      tokens.push({ kind: 'word', text });
    }
    joins = text !== undefined;
  }
  return read < script.length ? { beyond: script.charAt(read) } : tokens;
}

/** What a piece adds to a word; undefined of what ends one. */
function textOf(
  { single, double, escaped, plain }: Readonly<Record<string, string | undefined>>,
  variables: ReadonlyMap<string, string>,
): string | undefined {
  const literal = single ?? escaped;
  if (literal !== undefined) return literal;
  const open = double?.replaceAll(/\\(["\\$`])/g, '$1') ?? plain;
  return open === undefined ? undefined : expanded(open, variables);
}

function whenAfter(operator: string): ScriptCommand['when'] {
  if (operator === '&&') return 'success';
  return operator === '||' ? 'failure' : 'always';
}

function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g,
    (_whole, braced?: string, bare?: string) => variables.get(braced ?? bare ?? '') ?? '',
  );
}
