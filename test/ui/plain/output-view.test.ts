import { describe, expect, it } from 'vitest';
import { OutputView } from '../../../src/ui/plain/output-view.ts';

function shown(chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const view = new OutputView((line) => lines.push(line), false);
  for (const chunk of chunks) view.write(Buffer.from(chunk));
  view.end();
  return lines;
}

describe('output on the screen', () => {
  it('joins lines and characters that come in pieces', () => {
    const [first, second] = [Buffer.from('Grü').subarray(0, 3), Buffer.from('Grü').subarray(3)];
    expect(shown([first, second, 'ße\nzwei', '\n'])).toEqual(['Grüße', 'zwei']);
  });

  it('shows a last line without its end', () => {
    expect(shown(['one\ntwo'])).toEqual(['one', 'two']);
  });

  it('shows the first lines and the last ones of very much, and says what it left out', () => {
    const lines = shown(Array.from({ length: 5000 }, (_, index) => `${index}\n`));
    expect(lines).toHaveLength(2000 + 1 + 20);
    expect(lines[1999]).toBe('1999');
    expect(lines[2000]).toBe('… 2980 lines are only in the output file');
    expect(lines.at(-1)).toBe('4999');
  });

  it('keeps no more than a line can show, however long the line is', () => {
    const [line] = shown(Array.from({ length: 300 }, () => 'x'.repeat(64 * 1024)));
    expect(line?.length).toBeLessThan(2100);
  });
});
