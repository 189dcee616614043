import { type JsonObject } from '../objects/json.ts';
import { withFieldVersion } from './container.ts';
import { changed, filled, withEach, within } from './fill.ts';

/** Files of volumes are readable for all: 0644. */
const mode = { defaultMode: 0o644 };

/** A volume of a pod: without a source it is an emptyDir. */
export function withVolumeDefaults(volume: JsonObject): JsonObject {
  const [source] = Object.keys(volume).filter((key) => key !== 'name');
  if (source === undefined) return { ...volume, emptyDir: {} };
  return changed(
    volume,
    (one) => within(one, 'configMap', (inner) => filled(inner, mode)),
    (one) => within(one, 'secret', (inner) => filled(inner, mode)),
    (one) => within(one, 'hostPath', (inner) => filled(inner, { type: '' })),
    (one) => within(one, 'downwardAPI', (inner) => withItems(filled(inner, mode))),
    (one) => within(one, 'projected', (inner) => withEach(filled(inner, mode), 'sources', withSource)),
  );
}

function withSource(source: JsonObject): JsonObject {
  return changed(
    source,
    (one) => within(one, 'serviceAccountToken', (token) => filled(token, { expirationSeconds: 3600 })),
    (one) => within(one, 'downwardAPI', withItems),
  );
}

function withItems(downward: JsonObject): JsonObject {
  return withEach(downward, 'items', withFieldVersion);
}
