import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/runbook/inventory.ts';
import { windowOpen } from '../../../src/steps/checks/window-open.ts';
import { environment, fakeClock, fakeRunContext } from '../../fixtures/run-context.ts';

const windows: Environment['windows'] = [{ days: ['tue', 'wed'], from: '10:00', to: '14:00', zone: 'UTC' }];

function report(more: Partial<Environment>, now: string) {
  const clock = fakeClock(Date.parse(now));
  const context = fakeRunContext({ environment: { ...environment, ...more }, ports: { clock } });
  return windowOpen.run({ 'report-only': true }, context);
}

describe('window.open with report-only', () => {
  it.each([
    ['2026-11-24T10:00:00Z', 'open'],
    ['2026-11-24T14:00:00Z', 'closed'],
    ['2026-11-23T12:00:00Z', 'closed'],
  ])('at %s passes and says that the window is %s', async (now, window) => {
    const result = await report({ windows }, now);
    expect(result).toMatchObject({ verdict: 'pass', values: { window } });
    expect(result.summary).toContain(`The deployment window is ${window}`);
  });

  it('stays an error where production has no windows: nobody knows then', async () => {
    const result = await report({ windows: [] }, '2026-11-24T10:00:00Z');
    expect(result.verdict).toBe('error');
    expect(result.values).toBeUndefined();
  });
});
