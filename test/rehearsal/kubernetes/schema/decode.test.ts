import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { isKubeObject, type KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { servedTypes } from '../../../../src/rehearsal/kubernetes/resources/served.ts';
import { decoded } from '../../../../src/rehearsal/kubernetes/schema/decode.ts';
import { isModel } from '../../../../src/rehearsal/kubernetes/schema/field-types.ts';
import { modelOf } from '../../../../src/rehearsal/kubernetes/schema/model-name.ts';

const kept: unknown = JSON.parse(
  readFileSync(new URL('../../../fixtures/rehearsal/kept-objects.json', import.meta.url), 'utf8'),
);
const objects: readonly KubeObject[] = Array.isArray(kept)
  ? kept.flatMap((one: unknown) => (isObject(one) && isKubeObject(one) ? [one] : []))
  : [];

/** Served for `kubectl top`, and written by nobody. */
const measured = ['NodeMetrics', 'PodMetrics'];

describe('the fields of the served kinds', () => {
  it('are known of each of them', () => {
    const unknown = servedTypes
      .filter(({ group, version, kind }) => !isModel(modelOf(group, version, kind)))
      .map(({ kind }) => kind);
    expect(unknown).toEqual(measured);
  });

  it.each(objects.map((object) => [object.kind, object] as const))(
    'are those that a real server fills in: %s',
    (kind, object) => {
      const version = kind === 'HorizontalPodAutoscaler' ? 'v2' : 'v1';
      expect(decoded(modelOf('apps', version, kind), object)).toEqual({ value: object, unknown: [] });
    },
  );
});
