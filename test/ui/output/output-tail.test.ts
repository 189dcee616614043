import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Arrivals } from '../../../src/ui/output/arrivals.ts';
import { OutputTail } from '../../../src/ui/output/output-tail.ts';
import { plainText } from '../../../src/ui/text/measure.ts';

function tailOf(text: string | Buffer, now: () => number = () => 0): OutputTail {
  const tail = new OutputTail({ now, colour: true });
  tail.write(Buffer.from(text));
  return tail;
}

describe('the end of a running output', () => {
  it('is its last lines, however they came', () => {
    const line = fc.stringMatching(/^[a-z ]{0,12}$/);
    fc.assert(
      fc.property(
        fc.array(line),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 9 })),
        fc.nat(9),
        (lines, ended, cuts, count) => {
          const text = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
          const tail = new OutputTail({ now: () => 0, colour: true });
          let at = 0;
          for (const cut of [...cuts, text.length]) {
            tail.write(Buffer.from(text.slice(at, at + cut)));
            at += cut;
          }
          const all = text === '' ? [] : text.replace(/\n$/, '').split('\n');
          expect(tail.tailLines(count, 80).map(plainText)).toEqual(count === 0 ? [] : all.slice(-count));
          expect(tail.lines).toBe(all.length);
          expect(tail.bytes).toBe(text.length);
        },
      ),
    );
  });

  it('is kept within bounds, in bytes and in lines', () => {
    const tail = tailOf('');
    const chunk = Buffer.from('0123456789abcde\n'.repeat(4096));
    for (let each = 0; each < 100; each += 1) tail.write(chunk);
    expect(tail.tailLines(100_000, 80)).toHaveLength(2000);
    expect(tail.tailLines(2, 80).map(plainText)).toEqual(['0123456789abcde', '0123456789abcde']);
    expect(tail.lines).toBe(409_600);
    tail.write(Buffer.alloc(3 * 1024 * 1024, 'x'));
    expect(tail.tailLines(5, 10)).toHaveLength(1);
  });

  it('keeps colours and writes out the rest', () => {
    const tail = tailOf('\u001b[31mred\u001b[0m\u001b[2J\n');
    expect(tail.tailLines(1, 80)[0]?.map(({ text }) => text)).toEqual([
      '\u001b[31mred\u001b[0m',
      String.raw`\x1b[2J`,
    ]);
  });

  it('copies what it is given', () => {
    const chunk = Buffer.from('mine\n');
    const tail = tailOf('');
    tail.write(chunk);
    chunk.fill('x');
    expect(tail.tailLines(1, 80).map(plainText)).toEqual(['mine']);
  });

  it('tells when it grew, many times at once', async () => {
    const tail = tailOf('');
    let told = 0;
    tail.onChange(() => {
      told += 1;
    });
    for (let each = 0; each < 1000; each += 1) tail.write(Buffer.from('x'));
    expect(told).toBe(1);
    await vi.waitFor(() => expect(told).toBe(2));
    tail.close();
  });

  it('knows when a line came, and of nothing before it looked', () => {
    let now = 1000;
    const tail = new OutputTail({ now: () => now, colour: true });
    tail.write(Buffer.from('one\n'));
    now = 5000;
    tail.write(Buffer.from('two\n'));
    expect(tail.timeAt(0)).toBe(1000);
    expect(tail.timeAt(3)).toBe(1000);
    expect(tail.timeAt(4)).toBe(5000);
    expect(tail.timeAt(8)).toBeUndefined();
  });
});

describe('times of arrival', () => {
  it('are kept in bounded memory, less finely where there are many', () => {
    const arrivals = new Arrivals();
    for (let each = 0; each < 100_000; each += 1) arrivals.note(each * 10, each * 200);
    expect(arrivals.at(0)).toBe(0);
    const late = arrivals.at(999_990) ?? 0;
    expect(late).toBeGreaterThan(99_999 * 200 - 10_000);
    expect(late).toBeLessThanOrEqual(99_999 * 200);
  });

  it('are unknown before the first', () => {
    const arrivals = new Arrivals();
    arrivals.note(100, 7);
    expect(arrivals.at(99)).toBeUndefined();
    expect(arrivals.at(100)).toBe(7);
  });
});
