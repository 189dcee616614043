import { compareObjects } from '../../fields/compare-objects.ts';
import { fieldsOf, isSame } from '../../fields/compare.ts';
import {
  difference,
  type FieldSet,
  intersection,
  isEmptySet,
  sameFields,
  union,
  without,
  withParents,
} from '../../fields/field-set.ts';
import { type Manager, ownable, readManagers, sameManager, withManagers } from '../../fields/managers.ts';
import { resetFields } from '../../fields/reset.ts';
import { shapeOf } from '../../fields/shapes/kinds.ts';
import { updated } from '../../fields/track.ts';
import { type ApiResult, done } from '../../objects/failure.ts';
import { isKubeObject, type KubeObject, withMetadata } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import { conflictFailure, type FieldConflict } from './conflicts.ts';
import { fieldsAsLastApplied, hasLastApplied, withLastApplied } from './last-applied.ts';
import { mergedConfig } from './merge.ts';
import { withoutFields } from './remove.ts';

/** Who applies, and how. */
export interface Applying {
  readonly manager: string;
  readonly subresource: string;
  readonly force: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The object after a server-side apply (KEP-555, structured-merge-diff): what is there with the configuration merged
 * into it, without what the manager applied before and gives up now, with the new owners in managedFields. A field that
 * another manager owns, and that would change, is a conflict unless it is forced.
 */
export function applied(
  present: KubeObject | undefined,
  config: KubeObject,
  applying: Applying,
): ApiResult<KubeObject> {
  const managers = present === undefined ? [] : managersOf(present, applying.now);
  const live = withMetadata(present ?? bare(config), { managedFields: undefined });
  const self = entryOf(config, applying);
  const before = managers.find((manager) => sameManager(manager, self));
  const others = managers.filter((manager) => manager !== before);
  const next = pruned(live, config, others, self, before);
  const { added, modified, removed } = compareObjects(present, next, applying.subresource);
  const changed = union(added, modified);
  const conflicts = conflictsOf(others, changed);
  if (conflicts.length > 0 && !applying.force && !isMigration(present, config, applying, conflicts)) {
    return { ok: false, failure: conflictFailure(conflicts) };
  }
  const gone = union(changed, removed);
  const left = others.map((manager) => ({ ...manager, fields: difference(manager.fields, gone) }));
  const same = isSame({ added, modified, removed });
  const unchanged = same && before !== undefined && sameFields(before.fields, self.fields);
  const object = applying.manager === kubectl && hasLastApplied(next) ? withLastApplied(next, config) : next;
  return done(withManagers(object, [...left, unchanged ? before : self]));
}

/** The manager as which `kubectl apply --server-side` writes. */
const kubectl = 'kubectl';

function entryOf(config: KubeObject, { manager, subresource, now }: Applying): Manager {
  return {
    manager,
    operation: 'Apply',
    apiVersion: config.apiVersion,
    subresource,
    time: stamp(now),
    fields: ownable(without(fieldsOf(shapeOf(config.kind), config), resetFields(config, subresource))),
  };
}

/** What a new object is merged into. */
function bare({ apiVersion, kind }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata: {} };
}

/** An object that nobody managed belongs to a manager of its own from its first apply on. */
function managersOf(present: KubeObject, now: number): readonly Manager[] {
  const managers = readManagers(present) ?? [];
  if (managers.length > 0) return managers;
  const manager = 'before-first-apply';
  return updated(undefined, present, [], { manager, operation: 'Update', subresource: '', now });
}

function conflictsOf(others: readonly Manager[], changed: FieldSet): readonly FieldConflict[] {
  return others
    .map((manager) => ({ manager, fields: intersection(manager.fields, changed) }))
    .filter(({ fields }) => !isEmptySet(fields));
}

/**
 * True where all conflicts are with what `kubectl apply` of the client's side wrote last: kubectl then takes these
 * fields over (fieldmanager, lastappliedmanager.go).
 */
function isMigration(
  present: KubeObject | undefined,
  config: KubeObject,
  { manager }: Applying,
  conflicts: readonly FieldConflict[],
): boolean {
  if (manager !== kubectl || present === undefined) return false;
  const allowed = fieldsAsLastApplied(present, shapeOf(config.kind));
  return allowed !== undefined && conflicts.every(({ fields }) => isEmptySet(difference(fields, allowed)));
}

/** The merged object without what only the manager owned, and does not apply any more. */
function pruned(
  live: KubeObject,
  config: KubeObject,
  others: readonly Manager[],
  self: Manager,
  before: Manager | undefined,
): KubeObject {
  const shape = shapeOf(config.kind);
  const merged = asObject(mergedConfig(shape, live, config), live);
  if (before === undefined) return merged;
  const last = withParents(before.fields);
  const reduced = asObject(withoutFields(shape, merged, last), live);
  const owned = others.reduce((all, { fields }) => union(all, fields), self.fields);
  const all = withParents(fieldsOf(shape, merged));
  const unowned = difference(all, union(withParents(fieldsOf(shape, reduced)), withParents(owned)));
  const owners = asObject(withoutFields(shape, merged, unowned), live);
  const dangling = intersection(difference(all, withParents(fieldsOf(shape, owners))), last);
  return asObject(withoutFields(shape, merged, dangling), live);
}

/** An object keeps its identity, whatever its managers give up. */
function asObject(value: unknown, { apiVersion, kind, metadata }: KubeObject): KubeObject {
  const object = { apiVersion, kind, metadata: {}, ...(typeof value === 'object' ? value : {}) };
  return isKubeObject(object) ? object : { apiVersion, kind, metadata };
}
