import { describe, expect, it } from 'vitest';
import { errorMatcher } from '../../../src/ui/output/scan/error-matcher.ts';

const errors = [
  'error: something broke',
  'Error from server (NotFound): deployments.apps "api" not found',
  'ERROR  could not connect',
  'java.lang.NullPointerException: null',
  'TypeError: undefined is not a function',
  'Traceback (most recent call last):',
  'panic: runtime error: index out of range',
  'FATAL: password authentication failed for user "x"',
  'build failed',
  '1 failed, 20 passed',
  '10 errors',
  'error: 0x80070005',
  'open /etc/shadow: permission denied',
  'dial tcp 10.0.0.1:443: connect: connection refused',
  'Timed out waiting for condition',
  'error: timed out waiting for the condition on deployments/api',
  '2026-01-01T00:00:00Z E! [inputs.cpu] broken',
  'E0102 15:04:05.000000       1 reflector.go:138] watch ended',
  'liveness probe failure',
  'no errors in step 1, but step 2 failed',
  'level=error msg="x"',
  '{"level":"error","msg":"x"}',
  'error: no such file or directory',
  'error: 0 of 3 pods are ready',
  'errors: none of the pods answered',
  'request_error_total rose: error',
];

const harmless = [
  '0 errors, 0 warnings',
  'no error',
  'No errors found.',
  'finished without errors',
  'PLAY RECAP: ok=3 changed=1 unreachable=0 failed=0',
  '{"ok":true,"error":null}',
  'err=<nil> error=<nil>',
  'error: none',
  'errors: []',
  'zero failures',
  'a mirror of the terror',
  'failover complete',
  'errorless',
  'E!x',
  'all 12 pods are ready',
  '',
];

function looksBad(line: string): boolean {
  const text = errorMatcher.prepare(line);
  const isCandidate = errorMatcher.candidate(text, 0) >= 0;
  const isError = errorMatcher.matches(line);
  // A line may be a candidate and no error, never the other way round.
  expect(isCandidate || !isError).toBe(true);
  return isError;
}

describe('a line that looks like an error', () => {
  it.each(errors)('is: %s', (line) => expect(looksBad(line)).toBe(true));

  it.each(harmless)('is not: %s', (line) => expect(looksBad(line)).toBe(false));
});
