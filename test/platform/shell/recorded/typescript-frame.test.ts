import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TypescriptFrame } from '../../../../src/platform/shell/recorded/typescript-frame.ts';

const header = 'Script started on 2026-01-02 03:04:05+00:00 [COMMAND="exec x" TERM="xterm"]\n';
const trailer = '\nScript done on 2026-01-02 03:04:06+00:00 [COMMAND_EXIT_CODE="0"]\n';

/** What is left of a file of script(1) that comes in these chunks. */
function shown(chunks: readonly string[]): string {
  const frame = new TypescriptFrame();
  const parts = chunks.map((chunk) => frame.push(Buffer.from(chunk, 'latin1')));
  return Buffer.concat([...parts, frame.end()]).toString('latin1');
}

function cutAt(text: string, places: readonly number[]): readonly string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

/** What a terminal may show; pieces of the recorder's own lines in it. */
const picture = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r\n',
        'Script started on ',
        '\nScript done on ',
        'Script',
        trailer.slice(0, -1),
      ),
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('the frame around a typescript', () => {
  it('is taken away, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(picture, fc.array(fc.nat()), (text, places) => {
        expect(shown(cutAt(`${header}${text}${trailer}`, places))).toBe(text);
      }),
    );
  });

  it('is not looked for where script(1) writes none', () => {
    expect(shown(['$ ls\r\n', 'a b\r\n'])).toBe('$ ls\r\na b\r\n');
    expect(shown(['Script'])).toBe('Script');
    expect(shown([])).toBe('');
  });

  it('leaves what was shown last where script(1) was killed', () => {
    expect(shown([header, 'half a line'])).toBe('half a line');
    expect(shown([header, 'a line\n'])).toBe('a line\n');
    expect(shown([header, 'then\nScript done on'])).toBe('then\nScript done on');
  });

  it('holds nothing back that can’t be its end', () => {
    const frame = new TypescriptFrame();
    expect(frame.push(Buffer.from(`${header}password: `)).toString()).toBe('password: ');
    expect(frame.push(Buffer.from('\nScript done on a whim\nand')).toString()).toBe(
      '\nScript done on a whim\nand',
    );
  });
});
