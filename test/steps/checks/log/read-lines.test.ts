import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, readLines } from '../../../../src/steps/checks/log/read-lines.ts';

function levelOf(text: string): string | undefined {
  return [...readLines(text)][0]?.level;
}

describe('the level of a line', () => {
  it.each<[string, string]>([
    ['{"level":"error","msg":"x"}', 'error'],
    ['{"level":"ERROR","msg":"x"}', 'error'],
    ['{"level":50,"time":1,"msg":"pino"}', 'error'],
    ['{"level":60,"msg":"pino"}', 'fatal'],
    ['{"level":30,"msg":"pino"}', 'other'],
    ['{"severity":"CRITICAL","message":"Google Cloud"}', 'fatal'],
    ['{"lvl":"warn"}', 'warn'],
    ['{"log.level":"error","message":"ECS"}', 'error'],
    ['{"log":{"level":"error"},"message":"ECS"}', 'error'],
    ['{"level":"info","error":null}', 'other'],
    ['{"level":"info","msg":"0 errors","error":"none"}', 'other'],
    ['{"msg":"error: no level"}', 'other'],
    ['{"level":"error"', 'other'],
    ['ERROR something broke', 'error'],
    ['[ERROR] something broke', 'error'],
    ['2026-11-23T10:00:00.123Z ERROR something', 'error'],
    ['2026-11-23 10:00:00,123 [main] ERROR c.e.Foo - x', 'error'],
    ['2026-11-23 10:00:00,123 - root - CRITICAL - x', 'fatal'],
    ['2026/11/23 10:00:00 [error] 12#12: *1 open() failed', 'error'],
    ['[2026-11-23 10:00:00] [WARN] x', 'warn'],
    ['[12] fatal: JWT_SECRET is not set', 'fatal'],
    ['error: relation "organisations" already exists', 'error'],
    ['Error: connect ECONNREFUSED 10.0.0.1:5432', 'error'],
    ['TypeError: x is not a function', 'error'],
    ['Error [ERR_MODULE_NOT_FOUND]: Cannot find package', 'error'],
    ['java.lang.IllegalStateException: closed', 'error'],
    ['E1123 10:00:00.000000       1 main.go:1] klog', 'error'],
    ['time="2026-11-23" level=error msg="x"', 'error'],
    ['level=info msg="error: x"', 'other'],
    ['0 errors', 'other'],
    ['error: 0, warnings: 2', 'other'],
    ['ERROR_COUNT=0', 'other'],
    ['Errors are shown below', 'other'],
    ['Error rate is normal', 'other'],
    ['listening on 3000, version v1.2.3', 'other'],
    ['GET /error 200', 'other'],
  ])('of %s is %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });

  it('takes no long time, whatever the line', () => {
    const pieces = fc.constantFrom('[', ']', '1', ' ', '-', ':', 'error', 'ERROR', '{"a":', '.', 'T');
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (some) => {
        const began = performance.now();
        levelOf(some.join('').repeat(2000));
        expect(performance.now() - began).toBeLessThan(2000);
      }),
    );
  });
});

describe('the lines of a log', () => {
  it('have the time that stands before them, and those that go on count with the one before', () => {
    const log = [
      '2026-11-23T10:00:00.5Z TypeError: x is not a function',
      '2026-11-23T10:00:00.5Z     at run (/app/index.js:1:1)',
      '2026-11-23T10:00:00.5Z ',
      '2026-11-23T10:00:01+01:00 {"level":"error","msg":"said","ms":3}',
      'no time',
    ].join('\n');
    expect([...readLines(log)]).toEqual([
      {
        at: '2026-11-23T10:00:00.5Z',
        level: 'error',
        message: 'TypeError: x is not a function',
        text: 'TypeError: x is not a function',
      },
      {
        at: '2026-11-23T10:00:01+01:00',
        level: 'error',
        message: 'said',
        text: '{"level":"error","msg":"said","ms":3}',
      },
      { at: undefined, level: 'other', message: 'no time', text: 'no time' },
    ]);
  });
});

describe('messages that are alike', () => {
  it.each([
    ['connect to 10.0.0.1:5432 failed', 'connect to 10.1.22.3:5432 failed'],
    [
      'job 7f1c9a52-1111-4222-8333-444455556666 at 2026-11-23T10:00:00Z',
      'job 00000000-0000-4000-8000-000000000000 at 2027-01-01T00:00:01Z',
    ],
    ['took 12.5 ms  for deadbeef01', 'took 3 ms for 0badcafe77'],
  ])('are so without numbers, times and ids: %s', (a, b) => {
    expect(likeness(a)).toBe(likeness(b));
  });

  it('are not those that say something else', () => {
    expect(likeness('connection refused')).not.toBe(likeness('connection reset'));
    expect(likeness('accede decade')).toBe('accede decade');
  });
});
