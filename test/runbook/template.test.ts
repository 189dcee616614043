import { describe, expect, it } from 'vitest';
import { readJsonPath, parseJsonPath } from '../../src/runbook/json-path.ts';
import { fillTemplates, templateNames } from '../../src/runbook/template.ts';

describe('templates', () => {
  const config = {
    url: 'https://${host}/${path-name}',
    list: ['${host}', 3],
    text: '$${host} $HOST ${NOT}',
    deep: { a: '${gone}' },
  };

  it('are found in every string, escaped ones aside', () => {
    expect(templateNames(config)).toEqual(['host', 'path-name', 'gone']);
  });

  it('are filled once: a value is never read as a template', () => {
    expect(fillTemplates(config, { host: '${gone}', 'path-name': 7 })).toEqual({
      config: {
        url: 'https://${gone}/7',
        list: ['${gone}', 3],
        text: '${host} $HOST ${NOT}',
        deep: { a: '${gone}' },
      },
      missing: ['gone'],
    });
  });

  it('do not reach inherited properties, nor patterns of replacement', () => {
    expect(fillTemplates({ a: '${constructor} ${x}' }, { x: '$&' })).toEqual({
      config: { a: '${constructor} $&' },
      missing: ['constructor'],
    });
  });
});

describe('JSON paths', () => {
  const value = { items: [{ name: 'a', 'k8s.io/x': 1 }], empty: null };

  it.each<[string, unknown]>([
    ['.items[0].name', 'a'],
    ['$.items[0].name', 'a'],
    ['.items[0]["k8s.io/x"]', 1],
    ['.empty', null],
    ['.items[1].name', undefined],
    ['.items.length', 1],
    ['.constructor', undefined],
    ['.empty.a', undefined],
    ['.', value],
  ])('%s', (path, expected) => {
    expect(readJsonPath(value, path)).toEqual(expected);
  });

  it.each(['', 'items', '.items[*]', '..a', '.a[?(@.x)]', '.a['])('%j is no path', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });
});
