import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changingFaults } from '../../../src/rehearsal/scenario/api-faults.ts';

function hits(count: number, ask: () => unknown): number {
  return Array.from({ length: count }, ask).filter((hit) => hit !== undefined).length;
}

describe('faults of the API server', () => {
  it('hit exactly their share, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (tenths) => {
        const faults = changingFaults({ requests: [{ percent: tenths / 10, status: 500 }] });
        expect(hits(1000, () => faults.onRequest('GET', '/'))).toBe(tenths);
      }),
    );
  });

  it('are of the methods and paths that the rule says', () => {
    const faults = changingFaults({
      requests: [{ percent: 100, methods: ['PATCH'], path: '/apis/apps/', status: 429, delay: 30 }],
    });
    expect(faults.onRequest('PATCH', '/apis/apps/v1/x')).toEqual({ status: 429, delay: 30 });
    expect(faults.onRequest('GET', '/apis/apps/v1/x')).toBeUndefined();
    expect(faults.onRequest('PATCH', '/api/v1/x')).toBeUndefined();
  });

  it('of the first rule that hits', () => {
    const faults = changingFaults({
      requests: [
        { percent: 50, status: 500 },
        { percent: 100, delay: 5 },
      ],
    });
    expect([faults.onRequest('GET', '/'), faults.onRequest('GET', '/')]).toEqual([
      { delay: 5 },
      { status: 500 },
    ]);
  });

  it('can be exchanged', () => {
    const faults = changingFaults({ requests: [{ percent: 100, status: 503 }], watchLife: 100 });
    faults.change({ requests: [] });
    expect(faults.onRequest('GET', '/')).toBeUndefined();
    expect(faults.watchLife()).toBeUndefined();
  });
});
