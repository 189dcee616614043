import { describe, expect, it } from 'vitest';
import { clockStart } from '../../../src/steps/actions/clock-start.ts';
import { clockStop } from '../../../src/steps/actions/clock-stop.ts';
import { fakeClock, fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const thresholds = { 'response-minutes-sev-1': 15 };
const startedAt = '2026-03-02T09:58:00.000Z';

function context(now = '2026-03-02T10:00:00Z', more: Parameters<typeof fakeRunContext>[0] = {}) {
  return fakeRunContext({
    inventory: { ...inventory, thresholds },
    startedAt,
    ...more,
    ports: { clock: fakeClock(Date.parse(now)) },
  });
}

describe('clock.start', () => {
  it.each([
    [{ within: 'response-minutes-sev-1' }, '2026-03-02T10:13:00.000Z'],
    [{ within: 'response-minutes-sev-1', from: 'now' }, '2026-03-02T10:15:00.000Z'],
    [{ within: 60 }, '2026-03-02T10:58:00.000Z'],
  ])('sets the time %j', async (args, at) => {
    const result = await clockStart.run(args, context());
    expect(result).toMatchObject({ verdict: 'pass', deadline: { key: 'response', label: 'respond', at } });
  });

  it.each([['response-minutes-sev-9'], [0], [-5]])('is an error within %s', async (within) => {
    const result = await clockStart.run({ within }, context());
    expect(result.verdict).toBe('error');
    expect(result.deadline).toBeUndefined();
  });
});

describe('clock.stop', () => {
  const deadlines = [{ key: 'response', label: 'respond', at: '2026-03-02T10:13:00.000Z' }];

  it.each([
    ['2026-03-02T10:08:20Z', true, 'respond: in time, 4m40s before 10:13:00 UTC'],
    ['2026-03-02T10:13:00Z', true, 'respond: in time, 0s before 10:13:00 UTC'],
    ['2026-03-02T10:16:10Z', false, 'respond: 3m10s after 10:13:00 UTC'],
  ])('at %s', async (now, inTime, observed) => {
    const result = await clockStop.run({}, context(now, { deadlines }));
    expect(result).toMatchObject({
      verdict: 'pass',
      values: { 'in-time': inTime },
      meets: { key: 'response', observed },
      evidence: [{ result: inTime ? 'pass' : 'fail' }],
    });
  });

  it('is an error where no such clock runs', async () => {
    expect((await clockStop.run({ name: 'other' }, context(undefined, { deadlines }))).verdict).toBe('error');
  });
});
