import * as fc from 'fast-check';

/** Lines of every kind of length, some beyond what is read, shown or looked at in one go. */
const lengths = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 200 }) },
  { weight: 3, arbitrary: fc.constantFrom(16_383, 16_384, 16_385, 65_536, 70_000, 262_144, 300_000) },
);

/** An output, with an end of line at its end or without one. */
export const someOutput = fc
  .record({
    lengths: fc.array(lengths, { maxLength: 40 }),
    filler: fc.constantFrom(0x61, 0x00, 0xc3, 0xff, 0x0d, 0x1b),
    ended: fc.boolean(),
  })
  .map(({ lengths: all, filler, ended }) => {
    const lines = all.map((length, at) => {
      const line = Buffer.alloc(length, filler);
      line.write(String(at % 10));
      return line;
    });
    const joined = lines.flatMap((line, at) => (at === 0 ? [line] : [Buffer.from('\n'), line]));
    return Buffer.concat(ended && lines.length > 0 ? [...joined, Buffer.from('\n')] : joined);
  });

/** Where lines begin and end, as one would say without thinking of size. */
export function naiveLines(bytes: Buffer): readonly { readonly start: number; readonly end: number }[] {
  const lines = [];
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}
