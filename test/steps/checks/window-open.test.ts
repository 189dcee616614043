import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment, Window } from '../../../src/runbook/inventory.ts';
import { windowOpen } from '../../../src/steps/checks/window-open.ts';
import { instantOf, localTime } from '../../../src/steps/checks/window/local-time.ts';
import { windowState } from '../../../src/steps/checks/window/window-state.ts';
import { environment, fakeClock, fakeRunContext } from '../../fixtures/run-context.ts';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const office: Window = {
  days: ['mon', 'tue', 'wed', 'thu'],
  from: '09:00',
  to: '15:00',
  zone: 'Europe/Oslo',
};
const daily = (from: string, to: string, zone = 'Europe/Oslo'): Window => ({ days: week, from, to, zone });
const time = (text: string): number => Date.parse(text);

function look(more: Partial<Environment>, now: string) {
  const clock = fakeClock(time(now));
  return windowOpen.run({}, fakeRunContext({ environment: { ...environment, ...more }, ports: { clock } }));
}

/** Such as `open until 2026-03-02T14:00:00.000Z`. */
function state(windows: readonly Window[], now: string, freezes: Environment['freezes'] = []): string {
  const found = windowState(windows, freezes, time(now));
  if (found.kind === 'open') return `open until ${new Date(found.closes).toISOString()}`;
  const { opens } = found;
  return `${found.kind} until ${opens === undefined ? 'never' : new Date(opens.at).toISOString()}`;
}

describe('windows', () => {
  it.each([
    ['its first minute', '2026-03-02T08:00:00Z', 'open until 2026-03-02T14:00:00.000Z'],
    ['just before it', '2026-03-02T07:59:59Z', 'outside until 2026-03-02T08:00:00.000Z'],
    ['its last second', '2026-03-02T13:59:59Z', 'open until 2026-03-02T14:00:00.000Z'],
    ['its end', '2026-03-02T14:00:00Z', 'outside until 2026-03-03T08:00:00.000Z'],
    ['the weekend', '2026-03-06T10:00:00Z', 'outside until 2026-03-09T08:00:00.000Z'],
    [
      'a weekend with a change to summer time',
      '2026-03-27T10:00:00Z',
      'outside until 2026-03-30T07:00:00.000Z',
    ],
  ])('are read in their zone: %s', (_what, now, expected) => {
    expect(state([office], now)).toBe(expected);
  });

  it.each([
    // 02:00 to 03:00 is left out on 29 March 2026 in Oslo.
    [
      'begin at the end of an hour that is left out',
      [daily('02:30', '04:00')],
      '2026-03-29T00:30:00Z',
      'outside until 2026-03-29T01:00:00.000Z',
    ],
    [
      'end at the end of an hour that is left out',
      [daily('01:00', '02:30')],
      '2026-03-29T00:30:00Z',
      'open until 2026-03-29T01:00:00.000Z',
    ],
    [
      'are left out with the hour',
      [daily('02:10', '02:50')],
      '2026-03-29T00:30:00Z',
      'outside until 2026-03-30T00:10:00.000Z',
    ],
    // 02:00 to 03:00 comes twice on 25 October 2026.
    [
      'begin in the first of two equal hours',
      [daily('02:30', '04:00')],
      '2026-10-25T00:00:00Z',
      'outside until 2026-10-25T00:30:00.000Z',
    ],
    [
      'last through both of two equal hours',
      [daily('01:30', '03:30')],
      '2026-10-25T01:45:00Z',
      'open until 2026-10-25T02:30:00.000Z',
    ],
    [
      'end at midnight',
      [daily('22:00', '24:00')],
      '2026-03-02T22:30:00Z',
      'open until 2026-03-02T23:00:00.000Z',
    ],
    [
      'begin at a midnight that is left out',
      [daily('00:00', '02:00', 'America/Santiago')],
      '2026-09-06T03:30:00Z',
      'outside until 2026-09-06T04:00:00.000Z',
    ],
    [
      'keep to a zone with half an hour',
      [daily('09:00', '10:00', 'Asia/Kolkata')],
      '2026-03-02T03:00:00Z',
      'outside until 2026-03-02T03:30:00.000Z',
    ],
  ])('%s', (_what, windows, now, expected) => {
    expect(state(windows, now)).toBe(expected);
  });

  it.each([
    [
      'whole days, to the end of the last',
      '2026-03-02',
      '2026-03-03',
      '2026-03-02T10:00:00Z',
      'frozen until 2026-03-04T08:00:00.000Z',
    ],
    [
      'whole days, from the start of the first in the zone',
      '2026-03-02',
      '2026-03-02',
      '2026-03-01T23:00:00Z',
      'frozen until 2026-03-03T08:00:00.000Z',
    ],
    [
      'times, which may end within a window',
      '2026-03-02T00:00:00Z',
      '2026-03-02T12:00:00Z',
      '2026-03-02T10:00:00Z',
      'frozen until 2026-03-02T12:00:00.000Z',
    ],
    [
      'times, which may begin within a window',
      '2026-03-02T12:00:00Z',
      '2026-03-02T18:00:00Z',
      '2026-03-02T10:00:00Z',
      'open until 2026-03-02T12:00:00.000Z',
    ],
    [
      'a long time',
      '2026-01-01',
      '2027-01-01',
      '2026-03-02T10:00:00Z',
      'frozen until 2027-01-04T08:00:00.000Z',
    ],
  ])('are closed by a freeze of %s', (_what, from, to, now, expected) => {
    expect(state([office], now, [{ from, to, reason: 'peak' }])).toBe(expected);
  });

  it('and the clock agree: an instant of a local time shows that time, or the next there is', () => {
    const zones = fc.constantFrom(
      'Europe/Oslo',
      'America/Santiago',
      'Australia/Lord_Howe',
      'UTC',
      'Asia/Kolkata',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }), (zone, offset) => {
        const instant = time('2025-01-01T00:00:00Z') + offset * 60_000;
        const local = localTime(instant, zone);
        const first = instantOf(local, zone);
        expect(first).toBeLessThanOrEqual(instant);
        expect(localTime(first, zone)).toEqual(local);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the check window.open', () => {
  it('passes within a window and says until when', async () => {
    expect(await look({ windows: [office] }, '2026-03-02T10:00:00Z')).toMatchObject({
      verdict: 'pass',
      summary: 'open until Mon 2 Mar 2026, 15:00 Europe/Oslo',
    });
  });

  it('fails outside and says when the next opens', async () => {
    expect(await look({ windows: [office] }, '2026-03-06T10:00:00Z')).toMatchObject({
      verdict: 'fail',
      summary:
        'now is Fri 6 Mar 2026, 11:00 Europe/Oslo. The next window opens on Mon 9 Mar 2026, 09:00 Europe/Oslo',
      evidence: [{ expected: 'mon tue wed thu 09:00–15:00 Europe/Oslo' }],
    });
  });

  it('fails in a freeze and says why', async () => {
    const freezes = [{ from: '2026-03-01', to: '2026-03-02', reason: 'quarter end' }];
    const result = await look({ windows: [office], freezes }, '2026-03-02T10:00:00Z');
    expect(result).toMatchObject({
      verdict: 'fail',
      evidence: [{ observed: 'frozen from 2026-03-01 to 2026-03-02: quarter end' }],
    });
  });

  it('never passes for want of windows, unless it is not production', async () => {
    expect((await look({}, '2026-03-02T10:00:00Z')).verdict).toBe('error');
    expect((await look({ production: false }, '2026-03-02T10:00:00Z')).verdict).toBe('pass');
  });
});
