import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { several } from '../../../src/steps/manifest/several.ts';

describe('several calls', () => {
  it('never overtake their number, and their results keep the order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 8 }),
        async (turns, together) => {
          let under = 0;
          let most = 0;
          const results = await several(
            [...turns.entries()],
            async ([index, count]) => {
              under += 1;
              most = Math.max(most, under);
              for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
              under -= 1;
              return index;
            },
            together,
          );
          expect(results).toEqual(turns.map((_, index) => index));
          expect(most).toBe(Math.min(together, turns.length));
        },
      ),
    );
  });
});
