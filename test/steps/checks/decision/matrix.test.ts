import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Known, MatrixFacts } from '../../../../src/steps/checks/decision/facts.ts';
import { judgeMatrix, type RowName } from '../../../../src/steps/checks/decision/matrix.ts';

const limits = { watch: 5, timer: 10, rollback: 20 };
const unknown: Known<never> = { kind: 'unknown', observed: 'no series' };

function known<T>(value: T): Known<T> {
  return { kind: 'known', value };
}

const sick = (...services: readonly string[]): MatrixFacts['health'] =>
  known({ asked: 3, failing: services.map((service) => ({ service, observed: 'status 503' })) });

function facts(more: Partial<MatrixFacts> = {}): MatrixFacts {
  return {
    migrationFailed: false,
    migration: '',
    health: sick(),
    down: known([]),
    errorRate: known(0),
    errorRates: known(new Map()),
    ...more,
  };
}

describe('the rollback decision matrix', () => {
  it.each<[string, Partial<MatrixFacts>, RowName | undefined]>([
    ['nothing amiss', {}, 'none'],
    ['4.99 %', { errorRate: known(4.99) }, 'none'],
    ['5 %', { errorRate: known(5) }, 'error-rate-watch'],
    ['9.99 %', { errorRate: known(9.99) }, 'error-rate-watch'],
    ['10 %', { errorRate: known(10) }, 'error-rate-timer'],
    ['19.99 %', { errorRate: known(19.99) }, 'error-rate-timer'],
    ['20 %', { errorRate: known(20) }, 'error-rate-rollback'],
    ['100 %', { errorRate: known(100) }, 'error-rate-rollback'],
    [
      'a failed migration, before anything else',
      { migrationFailed: true, health: sick('a', 'b', 'c'), errorRate: known(50) },
      'migration-failed',
    ],
    ['all health checks failing', { health: sick('a', 'b', 'c'), errorRate: known(0) }, 'all-failing'],
    [
      'all failing while no error rate is known',
      { health: sick('a', 'b', 'c'), errorRate: unknown, errorRates: unknown },
      'all-failing',
    ],
    ['one service that fails', { health: sick('a') }, 'service-failing'],
    [
      'one service that fails while 7 % of all requests do',
      { health: sick('a'), errorRate: known(7) },
      'service-failing',
    ],
    ['one service without a pod', { down: known(['a']) }, 'service-failing'],
    [
      'one service with a fifth of its requests failing',
      { errorRates: known(new Map([['a', 20]])) },
      'service-failing',
    ],
    ['one service with fewer', { errorRates: known(new Map([['a', 19.9]])) }, 'none'],
    [
      '20 % while the health can’t be asked',
      { errorRate: known(20), health: unknown },
      'error-rate-rollback',
    ],
    ['no error rate', { errorRate: unknown }, undefined],
    ['no health', { health: unknown }, undefined],
    ['no pods', { down: unknown }, undefined],
    ['no error rate of the services', { errorRates: unknown }, undefined],
    ['7 % while the health can’t be asked', { errorRate: known(7), health: unknown }, undefined],
  ])('says of %s', (_what, more, row) => {
    expect(judgeMatrix(facts(more), limits).fired?.row).toBe(row);
  });

  it('names the services that fail, and why, each once', () => {
    const judged = judgeMatrix(
      facts({
        health: sick('a'),
        down: known(['a', 'b']),
        errorRates: known(
          new Map([
            ['c', 40],
            ['d', 3],
          ]),
        ),
      }),
      limits,
    );
    expect(judged.failing).toEqual(['a', 'b', 'c']);
    expect(judged.fired).toMatchObject({
      decision: 'rollback-services',
      action: 'Roll back a, b, c only',
      observed: 'a (status 503; no pod is available), b (no pod is available), c (40 % of its requests fail)',
    });
  });

  it('is never calm about what it does not know, and of the error rates knows one band each', () => {
    const fact = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> =>
      fc.oneof(
        fc.constant(unknown),
        values.map((value) => known(value)),
      );
    const services = fc.subarray(['a', 'b', 'c']);
    fc.assert(
      fc.property(
        fact(services),
        fact(services),
        fact(fc.double({ min: 0, max: 100, noNaN: true })),
        fact(fc.constant(new Map<string, number>())),
        (health, down, errorRate, errorRates) => {
          const given = facts({
            health: health.kind === 'known' ? sick(...health.value) : health,
            down,
            errorRate,
            errorRates,
          });
          const { fired, rows } = judgeMatrix(given, limits);
          const unsure = [health, down, errorRate, errorRates].some(({ kind }) => kind === 'unknown');
          const calm = fired?.decision === 'none' || fired?.decision === 'watch';
          expect(unsure ? !calm : fired !== undefined).toBe(true);
          const bands = rows.filter(({ row, holds }) => row.startsWith('error-rate') && holds === true);
          expect(bands.length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
