import { describe, expect, it } from 'vitest';
import { isSessionId, newSessionId } from '../../../src/session/log/session-id.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('a session id', () => {
  it('is the time in UTC, the runbook and four hex digits', () => {
    expect(newSessionId(now, 'deploy', 0)).toBe('20260102-030405-deploy-0000');
    expect(newSessionId(now, 'deploy', 0.999_999_9)).toBe('20260102-030405-deploy-ffff');
  });

  it('is always of the strict form, whatever the runbook is called', () => {
    for (const runbook of [
      '../../etc/passwd',
      'Troubleshoot/High Error Rate',
      'Ünïcode',
      '',
      '-'.repeat(500),
    ]) {
      expect(isSessionId(newSessionId(now, runbook, 0.5))).toBe(true);
    }
    expect(newSessionId(now, 'Troubleshoot/High Error Rate', 0)).toBe(
      '20260102-030405-troubleshoot-high-error-rate-0000',
    );
  });

  it('sorts by time', () => {
    const ids = [now + 1000, now, now + 86_400_000].map((time) => newSessionId(time, 'deploy', 0.5));
    expect(ids.toSorted()).toEqual([ids[1], ids[0], ids[2]]);
  });

  it('can’t lead out of the folder of sessions (42)', () => {
    for (const id of ['..', '../other', 'a/b', 'A', 'a.b', '', 'a\n', 'a\0', 'x'.repeat(101)]) {
      expect(isSessionId(id)).toBe(false);
    }
  });
});
