import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureBigOutput, measureGrowingOutput, writeBigOutput } from './measure-big-output.ts';

function file(): string {
  return join(mkdtempSync(join(tmpdir(), 'big-output-')), 'output');
}

// How long it takes and how much memory is the benchmark's to say: here it has to arrive.
describe('the output screen on a file', () => {
  it('reaches the end, the top, the number of lines, and a match in the last line', async () => {
    const path = file();
    writeBigOutput(path, 10_000_000, 'lines');
    expect((await measureBigOutput(path)).lines).toBe(110_102);
  });

  it('comes past a line of megabytes', async () => {
    const path = file();
    writeBigOutput(path, 10_000_000, 'sparse');
    expect((await measureBigOutput(path)).lines).toBe(102);
  });

  it('answers keys while output streams in', async () => {
    const { keyToPage, speed } = await measureGrowingOutput(file(), 0.5);
    expect(speed).toBeGreaterThan(0);
    expect(keyToPage.p99).toBeGreaterThanOrEqual(keyToPage.p50);
  });
});
