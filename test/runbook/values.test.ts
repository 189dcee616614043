import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../src/runbook/parameter.ts';
import { durationSchema, formatDuration, parseDuration } from '../../src/runbook/values/duration.ts';
import { refusedName, variableName } from '../../src/runbook/values/names.ts';
import { parseParameterValue } from '../../src/runbook/values/parse-value.ts';

const point = { line: 1, column: 1, offset: 0 };

function read(more: Partial<Parameter>, text: string, services: readonly string[] = []): unknown {
  const span = { file: 'a.md', start: point, end: point };
  const parameter: Parameter = { name: 'p', type: 'string', optional: false, values: [], span, ...more };
  const result = parseParameterValue(parameter, text, { services });
  return result.ok ? result.value : result.problems.map(({ message }) => message).join(' ');
}

describe('parseParameterValue', () => {
  it.each<[Partial<Parameter>, string, unknown]>([
    [{}, '  text ', 'text'],
    [{ type: 'secret' }, ' text ', ' text '],
    [{ type: 'version' }, 'v1.2.3', 'v1.2.3'],
    [{ type: 'version' }, '1.2.3-rc.1+5', '1.2.3-rc.1+5'],
    [{ type: 'integer', min: 1 }, '7', 7],
    [{ type: 'number' }, '.5', 0.5],
    [{ type: 'boolean' }, 'Yes', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'duration' }, '90s', '1m30s'],
    [{ type: 'url' }, 'https://a.example/x', 'https://a.example/x'],
    [{ type: 'enum', values: ['a', 'b'] }, 'b', 'b'],
    [{ type: 'list' }, ' a , b,,a', 'a,b'],
    [{ optional: true }, '', ''],
    [{ pattern: '[a-z]+' }, 'abc', 'abc'],
  ])('%j takes %j', (parameter, text, value) => {
    expect(read(parameter, text)).toBe(value);
  });

  it.each<[Partial<Parameter>, string, string]>([
    [{}, '', 'must not be empty'],
    [{}, 'a\nb', 'a line break'],
    [{}, 'a\rb', 'a line break'],
    [{ type: 'secret' }, 'a\0b', 'a NUL'],
    [{ type: 'version' }, 'latest', 'a version'],
    [{ type: 'version' }, 'v1.2', 'a version'],
    [{ type: 'version' }, 'v1.2.3;rm', 'a version'],
    [{ type: 'version' }, 'vv1.2.3', 'a version'],
    [{ type: 'integer' }, '1.5', 'whole number'],
    [{ type: 'integer', max: 3 }, '4', 'at most 3'],
    [{ type: 'number' }, 'Infinity', 'a number'],
    [{ type: 'boolean' }, 'maybe', 'yes or no'],
    [{ type: 'duration' }, '5', 'a duration'],
    [{ type: 'url' }, 'javascript:alert(1)', 'a URL'],
    [{ type: 'url' }, 'https://u:p@a.example', 'user name or password'],
    [{ type: 'enum', values: ['a', 'b'] }, 'c', 'one of a, b'],
    [{ type: 'list', values: ['a'] }, 'a,z', 'one of a'],
    [{ pattern: '[a-z]+' }, 'abc1', 'must match'],
  ])('%j refuses %j', (parameter, text, reason) => {
    expect(read(parameter, text)).toContain(reason);
  });

  it('takes the services of the inventory, and no other', () => {
    expect(read({ type: 'list', values: 'services' }, 'api,web', ['api', 'web'])).toBe('api,web');
    expect(read({ type: 'list', values: 'services' }, 'apy', ['api', 'web'])).toContain('one of api, web');
    expect(read({ type: 'enum', values: 'services' }, 'api', [])).toContain('which has none');
  });

  it('never repeats a secret', () => {
    expect(read({ type: 'secret', pattern: 'x+' }, 'hunter2')).not.toContain('hunter2');
  });
});

describe('durations', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 86_400_000 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
  ])('%s', (text, expected) => {
    expect(durationSchema.parse(text)).toBe(expected);
  });

  it.each(['', '5', '1.5h', '-1s', '30m1h', '1 m', '99999d'])('refuse %j', (text) => {
    expect(durationSchema.safeParse(text).success).toBe(false);
  });
});

describe('names', () => {
  it('become variables', () => {
    expect(variableName('image-tag')).toBe('IMAGE_TAG');
  });

  it.each(
    'path home ifs shellopts bash-env bashopts env ld-preload node-options kubeconfig kube-x https-proxy teei-x session-dir step-dir uid pwd environment production namespace session'.split(
      ' ',
    ),
  )('%s is refused', (name) => {
    expect(refusedName(name)).toEqual(expect.any(String));
  });

  it.each(['version', 'image-tag', 'replicas', 'pathway', 'proxy', 'my-node'])('%s is fine', (name) => {
    expect(refusedName(name)).toBeUndefined();
  });
});
