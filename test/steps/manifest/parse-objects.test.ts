import { describe, expect, it } from 'vitest';
import { field } from '../../../src/steps/manifest/json.ts';
import { keyOf, parseObjects } from '../../../src/steps/manifest/parse-objects.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n';

const autoscaler = (apiVersion: string) =>
  keyOf({ apiVersion, kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' } });

describe('the objects of a manifest', () => {
  it('come one by one, those of a List too, and empty documents are none', () => {
    const list =
      '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "two"}}]}';
    const objects = parseObjects(`---\n${head}---\n# nothing\n---\n${list}\n`);
    expect(objects).toMatchObject([{ metadata: { name: 'one' } }, { metadata: { name: 'two' } }]);
    expect(parseObjects('')).toEqual([]);
  });

  // What `kubectl create --dry-run=client --validate=false -o json` (1.32.4) makes of them.
  it.each([
    ['0644', 420],
    ['420', 420],
    ['on', true],
    ['No', false],
    ['"on"', 'on'],
    ['22:30', '22:30'],
    ['1:30.5', '1:30.5'],
    ['2026-11-23', '2026-11-23'],
    ['1e3', 1000],
    ['1_000', 1000],
    ['v1.2.3', 'v1.2.3'],
    ['~', null],
  ])('read %s as kubectl does', (written, value) => {
    const [object] = [parseObjects(`${head}data: { key: ${written} }\n`)].flat();
    expect(field(object, 'data', 'key')).toBe(value);
  });

  it.each([
    ['just text', 'document 1 is no object'],
    [`${head}---\n[1, 2]`, 'document 2 is no object'],
    ['kind: ConfigMap\nmetadata: { name: one }', 'document 1 has no apiVersion'],
    ['apiVersion: v1\nmetadata: { name: one }', 'document 1 has no kind'],
    ['apiVersion: v1\nkind: Service', 'document 1 (Service) has no metadata.name'],
  ])('are refused: %j', (text, why) => {
    expect(parseObjects(text)).toBe(why);
  });

  it('are refused when the YAML is wrong, with its place', () => {
    expect(parseObjects(`${head}data: { a`)).toMatch(/line 4/);
  });

  it('are the same object in another version of their group', () => {
    expect(autoscaler('autoscaling/v2')).toBe(autoscaler('autoscaling/v1'));
    expect(autoscaler('autoscaling/v2')).not.toBe(autoscaler('example.com/v2'));
  });
});
