/**
 * Looks for what JSON.parse lets through and what two readers could therefore see differently: a key given
 * twice in one object, the key `__proto__`, and integers beyond 2^53. Takes text that JSON.parse accepts;
 * gives the first such fault as a sentence, or undefined.
 */
export function looseJson(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]]/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    const fault = see(found, isKey(text, token.lastIndex), open);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function see(token: string, key: boolean, open: (Set<string> | undefined)[]): string | undefined {
  switch (token[0]) {
    case '{':
      open.push(new Set());
      return undefined;
    case '[':
      open.push(undefined);
      return undefined;
    case '}':
    case ']':
      open.pop();
      return undefined;
    case '"':
      return key ? seeKey(token, open.at(-1)) : undefined;
    default:
      return isUnsafe(token) ? `the number ${token} is beyond 2^53` : undefined;
  }
}

function seeKey(token: string, keys: Set<string> | undefined): string | undefined {
  const key: unknown = JSON.parse(token);
  if (typeof key !== 'string' || keys === undefined) return undefined;
  if (key === '__proto__') return 'the key "__proto__" is not allowed';
  if (keys.has(key)) return `the key ${token} is given twice`;
  keys.add(key);
  return undefined;
}

/** In valid JSON only a key is followed by a colon. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
}

function isUnsafe(token: string): boolean {
  const value = Number(token);
  return !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value));
}
