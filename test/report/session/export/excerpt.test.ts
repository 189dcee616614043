import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded, excerptOf, outputText } from '../../../../src/report/session/export/excerpt.ts';

/** A file that counts what is read of it. */
function fileOf(bytes: Uint8Array): {
  readonly files: Parameters<typeof excerptOf>[0];
  readonly count: () => number;
} {
  let count = 0;
  const read = (_path: string, offset: number, length: number): Promise<Uint8Array> => {
    const piece = bytes.subarray(offset, offset + length);
    count += piece.length;
    return Promise.resolve(piece);
  };
  return { files: { read }, count: () => count };
}

describe('the excerpt of an output', () => {
  it('is the whole of a short one', async () => {
    const { files } = fileOf(Buffer.from('one\ntwo\n'));
    const excerpt = await excerptOf(files, { path: 'outputs/a', bytes: 8 }, { head: 4, tail: 4 });
    expect(excerpt).toMatchObject({ leftOut: 0 });
    expect(decoded(excerpt?.head ?? Buffer.of())).toBe('one\ntwo\n');
  });

  it('is whole lines from both ends of a long one, which is never read whole', async () => {
    const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, line) => `line ${line}\n`).join(''));
    const { files, count } = fileOf(bytes);
    const excerpt = await excerptOf(
      files,
      { path: 'outputs/a', bytes: bytes.length },
      { head: 20, tail: 20 },
    );
    expect(decoded(excerpt?.head ?? Buffer.of())).toBe('line 0\nline 1\n');
    expect(decoded(excerpt?.tail ?? Buffer.of())).toBe('line 9999\n');
    expect(excerpt?.leftOut).toBe(bytes.length - 14 - 10);
    expect(count()).toBe(40);
  });

  it('is cut within the line where there is but one', async () => {
    const { files } = fileOf(Buffer.alloc(100, 'x'));
    const excerpt = await excerptOf(files, { path: 'outputs/a', bytes: 100 }, { head: 10, tail: 5 });
    expect(excerpt).toMatchObject({ leftOut: 85 });
  });

  it('is none where there is no file', async () => {
    const files = { read: () => Promise.resolve(undefined) };
    expect(await excerptOf(files, { path: 'outputs/a', bytes: 100 }, { head: 10, tail: 5 })).toBeUndefined();
    expect(await excerptOf(files, { path: 'outputs/a', bytes: 8 }, { head: 10, tail: 5 })).toBeUndefined();
  });
});

describe('the text of an output', () => {
  it.each([
    ['a\u001b[31mb\u001b[0m', 'ab'],
    ['\u001b]52;c;QQ==\u0007', '\\x1b]52;c;QQ==\\x07'],
    ['10%\r50%\r\n', '10%\\x0d\n50%\n'],
    ['a\u202eb\0c\u2028', 'a\\u202eb\\x00c\\u2028'],
    ['tab\tstays', 'tab\tstays'],
  ])('of %j hides nothing', (output, text) => {
    expect(outputText(Buffer.from(output))).toBe(text);
  });

  it('writes out bytes that are no UTF-8, surrogates and overlong ones too', () => {
    expect(decoded(Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xc0, 0x80]))).toBe(
      'a\\xff\\xc3(\\xed\\xa0\\x80\\xc0\\x80',
    );
  });

  it('is the text itself where that is UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decoded(Buffer.from(text))).toBe(text);
      }),
    );
  });
});
