import type { JsonObject } from '../objects/json.ts';
import { withPlainQuantities } from './container.ts';
import { filled, within } from './fill.ts';

/** The spec of a PersistentVolumeClaim. */
export function withClaimDefaults(spec: JsonObject): JsonObject {
  return within(filled(spec, { volumeMode: 'Filesystem' }), 'resources', withPlainQuantities);
}
