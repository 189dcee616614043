import type { Point, Result, Span } from '../problem/problem.ts';
import { type Diagnostic, errorAt } from './diagnostic.ts';

/** A file as it was read from somewhere: `path` is only a label here. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Decoded text that can say where an offset is. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  point(offset: number): Point;
  span(start: number, end: number): Span;
}

const maxBytes = 2 * 1024 * 1024;
const maxLines = 5_000;
const replacement = '\uFFFD';

/** Text with an index of its lines. A line ends with LF, CR LF or CR, as in CommonMark. */
export function sourceText(path: string, text: string): SourceText {
  const starts = lineStarts(text);
  const point = (offset: number): Point => {
    const at = Math.min(Math.max(offset, 0), text.length);
    const line = lineOf(starts, at);
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1, offset: at };
  };
  return {
    path,
    text,
    point,
    span: (start, end) => ({ file: path, start: point(start), end: point(Math.max(start, end)) }),
  };
}

/** The file's text without a byte order mark, or the one diagnostic that says why it can't be read. */
export function decodeSource(file: SourceFile): Result<SourceText, readonly Diagnostic[]> {
  const refuse = (
    text: string,
    offset: number,
    ...problem: Refusal
  ): Result<SourceText, readonly Diagnostic[]> => ({
    ok: false,
    problems: [errorAt(sourceText(file.path, text).span(offset, offset + 1), ...problem)],
  });
  if (file.bytes.length > maxBytes) {
    const megabytes = (file.bytes.length / 1024 / 1024).toFixed(1);
    return refuse('', 0, 'parse/too-large', `The file has ${megabytes} MiB; 2 MiB is the most.`, 'Split it');
  }
  const text = new TextDecoder('utf-8').decode(file.bytes);
  const broken = firstBrokenCharacter(file.bytes, text);
  if (broken !== undefined) {
    return refuse(text, broken, 'parse/encoding', 'This is not valid UTF-8.', 'Save the file as UTF-8');
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) return refuse(text, nul, 'parse/nul', 'The file contains a NUL character.', 'Remove it');
  const source = sourceText(file.path, text);
  const lines = source.point(text.length).line;
  if (lines > maxLines) {
    return refuse(
      text,
      0,
      'parse/too-large',
      `The file has ${lines} lines; ${maxLines} is the most.`,
      'Split it',
    );
  }
  return { ok: true, value: source };
}

type Refusal = [code: 'parse/too-large' | 'parse/encoding' | 'parse/nul', message: string, hint: string];

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offset in `text` of the first replacement character that the bytes did not spell out themselves. */
function firstBrokenCharacter(bytes: Uint8Array, text: string): number | undefined {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let byte = mark;
  let from = 0;
  for (let at = text.indexOf(replacement); at !== -1; at = text.indexOf(replacement, at + 1)) {
    byte += Buffer.byteLength(text.slice(from, at));
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) return at;
    from = at;
  }
  return undefined;
}
