import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../../../src/rehearsal/kubernetes/fields/compare.ts';
import { readManagers } from '../../../../../src/rehearsal/kubernetes/fields/managers.ts';
import { shapeOf } from '../../../../../src/rehearsal/kubernetes/fields/shapes/kinds.ts';
import { type JsonObject, objectAt } from '../../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { applied } from '../../../../../src/rehearsal/kubernetes/patch/apply/apply.ts';
import { pathsOf } from '../../../../../src/rehearsal/kubernetes/patch/apply/conflicts.ts';
import { deploymentOf } from '../../../../fixtures/rehearsal/deployment.ts';

const start = Date.parse('2026-03-03T10:00:00Z');

const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 });
const env = names.chain((chosen) =>
  fc.tuple(...chosen.map((name) => fc.constantFrom('1', '2').map((value): JsonObject => ({ name, value })))),
);
const limits = fc.dictionary(fc.constantFrom('cpu', 'memory'), fc.constantFrom('1', '2'), {
  noNullPrototype: true,
  minKeys: 1,
});
const configs = fc
  .record({ replicas: fc.nat(3), paused: fc.boolean(), env, limits }, { requiredKeys: ['replicas'] })
  .map(({ replicas, paused, env: variables, limits: most }) =>
    deploymentOf({
      spec: { replicas, ...(paused === undefined ? {} : { paused }) },
      container: {
        ...(variables === undefined ? {} : { env: variables }),
        ...(most === undefined ? {} : { resources: { limits: most } }),
      },
    }),
  );

function apply(
  present: KubeObject | undefined,
  config: KubeObject,
  manager: string,
  seconds: number,
): KubeObject {
  const now = start + seconds * 1000;
  const result = applied(present, config, { manager, subresource: '', force: true, now });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function pathsIn(object: KubeObject): ReadonlySet<string> {
  return new Set(pathsOf(fieldsOf(shapeOf('Deployment'), object)));
}

describe('applying', () => {
  it('the same again changes nothing', () => {
    fc.assert(
      fc.property(configs, configs, (first, second) => {
        const once = apply(apply(undefined, first, 'alice', 0), second, 'bob', 1);
        expect(apply(once, second, 'bob', 2)).toEqual(once);
      }),
    );
  });

  it('leaves of one manager’s work what it said last, and nothing that it said before', () => {
    fc.assert(
      fc.property(configs, configs, (first, second) => {
        const after = apply(apply(undefined, first, 'alice', 0), second, 'alice', 1);
        const fresh = apply(undefined, second, 'alice', 1);
        expect(after['spec']).toMatchObject(objectAt(second, 'spec'));
        expect(pathsIn(after)).toEqual(pathsIn(fresh));
      }),
    );
  });

  it('leaves nothing of what held only fields that are given up', () => {
    const full = deploymentOf({ container: { resources: { limits: { cpu: '1' } } } });
    const empty = deploymentOf({ container: { resources: {} } });
    const after = apply(apply(undefined, full, 'alice', 0), empty, 'alice', 1);
    expect(after['spec']).toEqual(deploymentOf()['spec']);
  });

  it('gives every manager fields that are there, and only these', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(configs, fc.constantFrom('alice', 'bob', 'carol')), { minLength: 1, maxLength: 6 }),
        (steps) => {
          const after = steps.reduce<KubeObject | undefined>(
            (present, [config, manager], index) => apply(present, config, manager, index),
            undefined,
          );
          if (after === undefined) throw new Error('nothing was applied');
          const there = pathsIn(after);
          const managers = readManagers(after) ?? [];
          const owned = managers.flatMap(({ fields }) => pathsOf(fields));
          expect(owned.filter((path) => !there.has(path))).toEqual([]);
          const [config, last] = steps.at(-1) ?? [];
          const own = managers.find(({ manager }) => manager === last);
          expect(own !== undefined && config !== undefined && new Set(pathsOf(own.fields))).toEqual(
            new Set([...pathsIn(config ?? after)].filter((path) => owned.includes(path))),
          );
        },
      ),
    );
  });
});
