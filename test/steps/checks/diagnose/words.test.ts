import { describe, expect, it } from 'vitest';
import { isExhausted, readPoolStats } from '../../../../src/steps/checks/diagnose/pool-stats.ts';
import { causeInLine } from '../../../../src/steps/checks/diagnose/words.ts';

describe('a line of a log', () => {
  it.each([
    ['Error: reading secrets: 503 Vault is sealed', 'vault-sealed'],
    ['connect ECONNREFUSED 10.0.0.4:8200 (vault)', 'vault-sealed'],
    ['vault: 403 permission denied for secret/data/x', 'vault-denied'],
    ['Connection pool exhausted', 'pool-exhausted'],
    ['Error: timeout exceeded when trying to connect', 'pool-exhausted'],
    [
      'FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute',
      'pool-exhausted',
    ],
    ['FATAL: sorry, too many clients already', 'pool-exhausted'],
    ['connect ECONNREFUSED 10.0.0.9:5432', 'database-refused'],
    ['could not connect to server: Connection refused, is postgres running?', 'database-refused'],
    ['Secret "teei-api" not found', 'missing-config'],
    ['environment variable DATABASE_URL is not set', 'missing-config'],
  ])('%s', (line, cause) => {
    expect(causeInLine(line)).toBe(cause);
  });

  it.each(['GET /vault/items 200', 'connect ECONNREFUSED 10.0.0.9:6379', 'the pool opens at nine', ''])(
    'names no cause: %s',
    (line) => {
      expect(causeInLine(line)).toBeUndefined();
    },
  );
});

describe('what a service tells of its pool', () => {
  it.each([
    ['{"total":10,"idle":0,"waiting":42}\n', true],
    ['{"totalCount":10,"idleCount":0,"waitingCount":1}', true],
    ['{"total":10,"idle":0,"waiting":0}', false],
    ['{"total":10,"idle":3,"waiting":1}', false],
  ])('%s', (written, exhausted) => {
    const stats = readPoolStats(written);
    expect(stats && isExhausted(stats)).toBe(exhausted);
  });

  it.each(['true', '', '{"total":10}', 'null', '[]', '{"total":"10","idle":0,"waiting":9}'])(
    'is nothing where it tells no counts: %s',
    (written) => {
      expect(readPoolStats(written)).toBeUndefined();
    },
  );
});
