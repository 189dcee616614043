import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  isKubeObject,
  type KubeObject,
  nameOf,
  versionOf,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { created, put } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const objects: readonly KubeObject[] = loadAll(
  readFileSync(new URL('../../../fixtures/rehearsal/sent-objects.yaml', import.meta.url), 'utf8'),
).flatMap((one) => (isObject(one) && isKubeObject(one) ? [one] : []));

describe('an object that is written back as it was read', () => {
  it.each(objects.map((object) => [object.kind, nameOf(object), object] as const))(
    'changes nothing: %s %s',
    async (_kind, _name, object) => {
      const world = quietWorld();
      const first = await created(world, object);
      const again = await put(world, first);
      expect(again).toMatchObject({ metadata: { resourceVersion: versionOf(first) } });
    },
  );
});
