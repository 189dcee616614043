import { readWord, type ShellWord } from './words.ts';

/** What stands between two commands; a line break is a `;`. */
export type Joint = 'start' | 'end' | ';' | '&' | '&&' | '||' | '|' | '(' | ')';

/** What a script is made of, read once from left to right. */
export type Piece =
  | { readonly type: 'word'; readonly word: ShellWord }
  | { readonly type: 'redirect'; readonly operator: string; readonly target: ShellWord }
  | { readonly type: 'joint'; readonly joint: Joint };

const redirect = /(?:\d+|&)?(?:<<<|<<-|<<|<>|<&|>>|>&|>\||<(?!\()|>(?!\())/y;
const joint = /;;&|;;|;&|;|&&|&|\|\||\|&|\||\(|\)|\n/y;

/** The words, redirections and joints of a script. Comments and the text of here-documents are left out. */
export function readPieces(script: string, start: number): readonly Piece[] {
  const pieces: Piece[] = [];
  const awaited: HereDocument[] = [];
  let at = start;
  while (at < script.length) {
    const next = skipBlank(script, at);
    if (next !== at) {
      at = next;
      continue;
    }
    if (script.charAt(at) === '\n') {
      pieces.push({ type: 'joint', joint: ';' });
      at = skipHereDocuments(script, at + 1, awaited.splice(0));
      continue;
    }
    at = readPiece(script, at, pieces, awaited);
  }
  return pieces;
}

interface HereDocument {
  readonly delimiter: string;
  readonly indented: boolean;
}

/** Skips spaces, continued lines and a comment. */
function skipBlank(script: string, start: number): number {
  const character = script.charAt(start);
  if (character === ' ' || character === '\t') return start + 1;
  if (script.startsWith('\\\n', start)) return start + 2;
  if (character !== '#') return start;
  const end = script.indexOf('\n', start);
  return end === -1 ? script.length : end;
}

function readPiece(script: string, at: number, pieces: Piece[], awaited: HereDocument[]): number {
  redirect.lastIndex = at;
  const operator = redirect.exec(script)?.[0];
  if (operator !== undefined) return readRedirect(script, at, operator, pieces, awaited);
  joint.lastIndex = at;
  const found = joint.exec(script)?.[0];
  if (found !== undefined) {
    pieces.push({ type: 'joint', joint: toJoint(found) });
    return at + found.length;
  }
  // A process substitution's bracket: its commands are read as those of a group.
  if (/[<>]/.test(script.charAt(at))) return at + 1;
  const word = readWord(script, at);
  pieces.push({ type: 'word', word });
  return word.end;
}

function readRedirect(
  script: string,
  at: number,
  operator: string,
  pieces: Piece[],
  awaited: HereDocument[],
): number {
  let start = at + operator.length;
  while (script.charAt(start) === ' ' || script.charAt(start) === '\t') start += 1;
  if (start >= script.length || script.charAt(start) === '\n') return start;
  const target = readWord(script, start);
  const bare = operator.replace(/^\d+/, '');
  pieces.push({ type: 'redirect', operator: bare, target });
  if (bare === '<<' || bare === '<<-') awaited.push({ delimiter: target.text, indented: bare === '<<-' });
  return target.end;
}

function toJoint(text: string): Joint {
  switch (text) {
    case '&':
    case '&&':
    case '||':
    case '(':
    case ')':
      return text;
    case '|':
    case '|&':
      return '|';
    default:
      return ';';
  }
}

function skipHereDocuments(script: string, start: number, awaited: readonly HereDocument[]): number {
  let at = start;
  for (const { delimiter, indented } of awaited) {
    while (at < script.length) {
      const end = script.indexOf('\n', at);
      const line = script.slice(at, end === -1 ? script.length : end);
      at = end === -1 ? script.length : end + 1;
      if ((indented ? line.replace(/^\t+/, '') : line) === delimiter) break;
    }
  }
  return at;
}
