import { describe, expect, it } from 'vitest';
import { deadlineWords } from '../../../src/ui/describe/deadlines.ts';

const at = '2026-03-02T10:15:00.000Z';
const deadlines = new Map([['response', { key: 'response', label: 'respond', at, step: 'clock' }]]);

function textAt(time: string): string | undefined {
  return deadlineWords({ deadlines }, Date.parse(`2026-03-02T${time}Z`))[0]?.text;
}

describe('a deadline in words', () => {
  it.each([
    ['10:00:00', 'respond within 15:00'],
    ['10:02:29.500', 'respond within 12:31'],
    ['10:14:59.999', 'respond within 0:01'],
    ['10:15:00', 'respond within 0:00'],
    ['10:18:10', 'respond over by 3:10'],
    ['06:15:00', 'respond within 4:00:00'],
  ])('at %s', (time, text) => {
    expect(textAt(time)).toBe(text);
  });
});
