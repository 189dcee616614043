import { type Joint, type Piece, readPieces } from './pieces.ts';
import type { ShellWord } from './words.ts';

/** One simple command of a script. */
export interface ShellCommand {
  /** The program and its arguments; never empty unless it only assigns. */
  readonly words: readonly ShellWord[];
  /** `NAME=value` before the program. */
  readonly assignments: readonly ShellWord[];
  readonly redirects: readonly { readonly operator: string; readonly target: ShellWord }[];
  readonly before: Joint;
  readonly after: Joint;
  readonly start: number;
  readonly end: number;
}

const deepest = 8;

/**
 * The commands of a script in their order, those inside `$(…)`, backquotes and `sh -c '…'` included.
 * Offsets are those of the script. Quotes, comments, line continuations and here-documents are
 * respected; any text at all gives some answer.
 */
export function readCommands(script: string): readonly ShellCommand[] {
  return readRange(script, 0, script.length, 0);
}

function readRange(script: string, start: number, end: number, depth: number): readonly ShellCommand[] {
  const text = script.slice(0, end);
  const commands = group(readPieces(text, start));
  if (depth >= deepest) return commands;
  return commands.flatMap((command) => [
    command,
    ...innerRanges(command).flatMap((inner) => readRange(text, inner.start, inner.end, depth + 1)),
  ]);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function innerRanges(command: ShellCommand): readonly Range[] {
  const all = [...command.assignments, ...command.words, ...command.redirects.map(({ target }) => target)];
  return [...all.flatMap(({ substitutions }) => substitutions), ...inlineScripts(command)];
}

/** The script of `sh -c '…'`, where it is one string in single quotes: its offsets are then its text's. */
function inlineScripts({ words }: ShellCommand): readonly Range[] {
  const flag = words.findIndex(
    ({ text }, index) => text === '-c' && /(?:^|\/)(?:ba|da|z)?sh$/.test(words[index - 1]?.text ?? ''),
  );
  const inner = flag === -1 ? undefined : words[flag + 1];
  if (inner === undefined || !/^'[^']*'$/.test(inner.raw)) return [];
  return [{ start: inner.start + 1, end: inner.end - 1 }];
}

/** Words that only frame a command; the program comes after them. */
const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  '!',
  '{',
  '}',
  'time',
]);
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;

function group(pieces: readonly Piece[]): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let before: Joint = 'start';
  let held: Piece[] = [];
  const close = (after: Joint): void => {
    const command = toCommand(held, before, after);
    if (command !== undefined) commands.push(command);
    // An empty stretch, as after `&` at the end of a line, leaves what stood before it in place.
    if (command !== undefined || before === 'start' || before === ';') before = after;
    held = [];
  };
  for (const piece of pieces) {
    if (piece.type === 'joint') close(piece.joint);
    else held.push(piece);
  }
  close('end');
  return commands;
}

function toCommand(pieces: readonly Piece[], before: Joint, after: Joint): ShellCommand | undefined {
  const all = pieces.flatMap((piece) => (piece.type === 'word' ? [piece.word] : []));
  const first = all.findIndex(({ raw }) => !reserved.has(raw));
  const written = first === -1 ? [] : all.slice(first);
  const program = written.findIndex(({ raw }) => !assignment.test(raw));
  const count = program === -1 ? written.length : program;
  const redirects = pieces.flatMap((piece) => (piece.type === 'redirect' ? [piece] : []));
  const [start] = [...written, ...redirects.map(({ target }) => target)];
  const end = [...all, ...redirects.map(({ target }) => target)].reduce(
    (most, word) => Math.max(most, word.end),
    0,
  );
  if (start === undefined) return undefined;
  return {
    assignments: written.slice(0, count),
    words: written.slice(count),
    redirects,
    before,
    after,
    start: start.start,
    end,
  };
}
