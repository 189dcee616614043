import { listAt, sameJson } from '../objects/json.ts';
import { type KubeObject, withMetadata } from '../objects/kube-object.ts';
import { stamp } from '../store/stamp.ts';
import { compareObjects } from './compare-objects.ts';
import { difference, isEmptySet, noFields, union } from './field-set.ts';
import { type Manager, readManagers, sameManager, withManagers } from './managers.ts';

/** Who writes, and how, as managedFields keeps it. */
export interface Writing {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The object with managedFields that say what this writing has changed, by KEP-555. Fields that are gone are owned by
 * nobody. An object that nobody manages stays so; what an apply patch gives knows its managers already.
 */
export function tracked(before: KubeObject | undefined, after: KubeObject, writing: Writing): KubeObject {
  if (writing.operation === 'Apply') return after;
  const managers = managersOf(before, after, writing.subresource);
  const bare = withMetadata(after, { managedFields: undefined });
  if (before !== undefined && managers.length === 0) return bare;
  return withManagers(bare, updated(before, bare, managers, writing));
}

/** The managers after an update: the writer owns what it has changed, and nobody else does any more. */
export function updated(
  before: KubeObject | undefined,
  after: KubeObject,
  managers: readonly Manager[],
  writing: Writing,
): readonly Manager[] {
  const { added, modified, removed } = compareObjects(before, after, writing.subresource);
  const changed = union(added, modified);
  const gone = union(changed, removed);
  const left = managers.map((manager) => ({ ...manager, fields: difference(manager.fields, gone) }));
  const own: Manager = {
    manager: writing.manager,
    operation: 'Update',
    apiVersion: after.apiVersion,
    subresource: writing.subresource,
    time: stamp(writing.now),
    fields: changed,
  };
  if (isEmptySet(own.fields)) return left;
  const present = left.find((manager) => sameManager(manager, own));
  return [
    ...left.filter((manager) => manager !== present),
    { ...own, fields: union(own.fields, present?.fields ?? noFields) },
  ];
}

/**
 * The managers to go on from. A client may write managedFields itself, and may wipe them with one empty entry; what
 * it leaves out, or gets wrong, stays as it was.
 */
function managersOf(
  before: KubeObject | undefined,
  after: KubeObject,
  subresource: string,
): readonly Manager[] {
  const present = before === undefined ? [] : (readManagers(before) ?? []);
  if (subresource !== '') return present;
  if (sameJson(listAt(after.metadata, 'managedFields'), [{}])) return [];
  const sent = readManagers(after);
  return sent === undefined || sent.length === 0 ? present : sent;
}
