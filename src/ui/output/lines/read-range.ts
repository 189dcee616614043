import type { OutputSource } from '../output-source.ts';

/**
 * The bytes from `from` up to `to`, all of them, which may be put into `into`. Rejects where the file has
 * become shorter or can't be read.
 */
export async function readRange(
  source: OutputSource,
  from: number,
  to: number,
  into?: Buffer,
): Promise<Buffer> {
  const first = await source.read(from, to - from, into);
  if (first.length === to - from) return first;
  const pieces = [first];
  let at = from + first.length;
  while (at < to) {
    const piece = await source.read(at, to - at);
    if (piece.length === 0) throw new Error(`the file ends at byte ${at}, although it had ${source.size}`);
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}
