import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redactor } from '../../../src/session/redact/redactor.ts';

function redactor(secrets: Readonly<Record<string, string>> = {}): Redactor {
  const made = createRedactor();
  for (const [name, value] of Object.entries(secrets)) made.add(name, value);
  return made;
}

/** What comes out when the text is pushed in pieces. */
function pushed(made: Redactor, pieces: readonly (string | Buffer)[]): { text: string; count: number } {
  const stream = made.stream();
  const out = pieces.map((piece) => stream.push(Buffer.from(piece)));
  return { text: Buffer.concat([...out, stream.end()]).toString('utf8'), count: stream.redactions() };
}

function splits(text: string): readonly (readonly Buffer[])[] {
  const bytes = Buffer.from(text);
  const cuts = Array.from({ length: bytes.length + 1 }, (_, at) => [
    bytes.subarray(0, at),
    bytes.subarray(at),
  ]);
  return [...cuts, [...bytes].map((byte) => Buffer.from([byte]))];
}

const secret = 'hunter2 "cörrect"/horse+$1';

describe('a secret value', () => {
  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['form-encoded', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    ['as ASCII JSON', String.raw`hunter2 \"c\u00f6rrect\"/horse+$1`],
    ['HTML-escaped', 'hunter2 &quot;cörrect&quot;/horse+$1'],
    ['quoted by printf %q', String.raw`hunter2\ \"cörrect\"/horse+\$1`],
    ['in double quotes', String.raw`hunter2 \"cörrect\"/horse+\$1`],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
  ])('is masked %s, wherever the stream is cut', (_form, written) => {
    const made = redactor({ 'db-password': secret });
    for (const pieces of splits(`before ${written} after`)) {
      expect(pushed(made, pieces)).toEqual({ text: 'before [REDACTED:db-password] after', count: 1 });
    }
  });

  it('is masked in base64 at any alignment among other bytes', () => {
    const made = redactor({ key: 'S3cr3t-Value-0815' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 9 }), (head, tail) => {
        const text = Buffer.concat([head, Buffer.from('S3cr3t-Value-0815'), tail]).toString('base64');
        expect(made.text(text)).toContain('[REDACTED:key]');
      }),
    );
  });

  it('is masked in base64 that is wrapped at 76 or 64 columns', () => {
    const long = Array.from({ length: 40 }, (_, index) => `part${index * 7919}`).join('-');
    const made = redactor({ key: long });
    for (const columns of [76, 64]) {
      const lines =
        Buffer.from(`${long}\n`)
          .toString('base64')
          .match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines.slice(0, -1)) expect(made.text(line)).toBe('[REDACTED:key]');
      expect(made.text(lines.at(-1) ?? '')).toMatch(/^\[REDACTED:key\].{0,4}$/);
    }
  });

  it('is masked when escape sequences interrupt it, which stay', () => {
    const made = redactor({ key: 'topsecret' });
    const text = '\x1b[1mx\x1b[0m to\x1b[31;1mps\x1b]8;;http://x\x07ec\x1b(Bret\x1b[0m y';
    for (const pieces of splits(text)) {
      expect(pushed(made, pieces)).toEqual({
        text: '\x1b[1mx\x1b[0m [REDACTED:key]\x1b[31;1m\x1b]8;;http://x\x07\x1b(B\x1b[0m y',
        count: 1,
      });
    }
  });

  it('is masked when an escape character is no sequence', () => {
    const made = redactor({ key: 'topsecret' });
    expect(made.text(`\x1b[${'1'.repeat(5000)}topsecret`)).toBe(`\x1b[${'1'.repeat(5000)}[REDACTED:key]`);
    expect(made.text('\x1b\x1b[topsecret')).not.toContain('topsecret');
    expect(made.text('\x1b]0;topsecret\x07 \x1b]0;a topsecret')).toBe(
      '\x1b]0;[REDACTED:key]\x07 \x1b]0;a [REDACTED:key]',
    );
  });

  it('is masked with other line ends, and line by line', () => {
    const made = redactor({ key: 'first line\nsecond line\nabc' });
    expect(made.text('first line\r\nsecond line\r\nabc')).toBe('[REDACTED:key]');
    expect(made.text('  first line\n  second line\n  abc\n')).toBe(
      '  [REDACTED:key]\n  [REDACTED:key]\n  abc\n',
    );
    expect(made.text(JSON.stringify('first line\nsecond line\nabc'))).toBe('"[REDACTED:key]"');
  });

  it('is masked without the line end it was given with', () => {
    expect(redactor({ key: 'topsecret\n' }).text('topsecret!')).toBe('[REDACTED:key]!');
  });

  it('that overlaps another one leaves nothing of either', () => {
    const made = redactor({ a: 'foobar', b: 'barbaz', c: 'foobarbazqux' });
    for (const pieces of splits('-foobarbaz-foobarbazqux-')) {
      expect(pushed(made, pieces)).toEqual({ text: '-[REDACTED:a]-[REDACTED:c]-', count: 2 });
    }
  });

  it('that repeats into itself is masked once, without growing memory', () => {
    const made = redactor({ a: 'aaaa' });
    const stream = made.stream();
    const chunk = Buffer.from('a'.repeat(1000));
    const out = Array.from({ length: 50 }, () => stream.push(chunk).toString()).join('');
    expect(out + stream.end().toString()).toBe('[REDACTED:a]');
  });

  it('under four bytes is refused, and says so', () => {
    const made = createRedactor();
    expect(made.add('pin', '123')).toBe('too-short');
    expect(made.text('123')).toBe('123');
    expect(made.add('pin', '1234')).toBe('masked');
  });

  it('is masked from the moment it is added, in an open stream too', () => {
    const made = createRedactor();
    const stream = made.stream();
    expect(stream.push(Buffer.from('newsecret ')).toString()).toBe('newsecret ');
    made.add('late', 'newsecret');
    expect(stream.push(Buffer.from('newsecret ')).toString()).toBe('[REDACTED:late] ');
  });
});

describe('any text', () => {
  const made = redactor({ a: 'abab', b: 'abcabc', c: 'cab\nbac\naaaaaa' });
  const letters = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '\n', '\x1b[1m', '=', '.'),
    maxLength: 60,
  });

  it('gives the same whole or in pieces', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), (pieces) => {
        expect(pushed(made, pieces)).toEqual(pushed(made, [pieces.join('')]));
      }),
      { numRuns: 2000 },
    );
  });

  it('never shows a secret', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), (pieces) => {
        const seen = pushed(made, pieces).text.replaceAll('\x1b[1m', '');
        expect(seen).not.toMatch(/abab|abcabc|cab\nbac\naaaaaa/);
      }),
      { numRuns: 2000 },
    );
  });

  it('without a secret comes through byte by byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const stream = redactor().stream();
        expect(Buffer.concat([stream.push(Buffer.from(bytes)), stream.end()])).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is held back only as far as it could be the start of a secret', () => {
    const stream = redactor({ key: 'Zebra-Crossing' }).stream();
    expect(stream.push(Buffer.from('Continue? [y/N] ')).toString()).toBe('Continue? [y/N] ');
    expect(stream.push(Buffer.from('at Zebra')).toString()).toBe('at ');
    expect(stream.push(Buffer.from('!')).toString()).toBe('Zebra!');
  });
});
