import { keptLabel } from '../../steps/actions/snapshot/kinds.ts';
import { entryText, versionsName } from '../../steps/actions/schema/versions.ts';
import { seed } from '../kubernetes/seed.ts';
import type { World } from '../kubernetes/world.ts';

const baseline = {
  version: 'v1.0.0',
  date: '2025-11-14',
  migration: 'Initial schema',
  notes: 'Baseline production schema',
};

/** The table of the schema's versions, as the set-up of the cluster has left it. */
export function seedSchemaVersions(world: World, namespace: string): void {
  seed(world, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: versionsName, namespace, labels: { [keptLabel]: 'true' } },
    data: { [baseline.version]: entryText(baseline) },
  });
}
