import { admit, withinBounds } from '../admission/admit.ts';
import { withDefaults } from '../defaults/defaults.ts';
import { tracked, type Writing } from '../fields/track.ts';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { type KubeObject, nameOf, uidOf } from '../objects/kube-object.ts';
import { addressErrors } from '../prepare/addresses.ts';
import { preparedForCreate, preparedForUpdate } from '../prepare/prepare.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import {
  conflictWith,
  createObject,
  detailsOf,
  placeFor,
  updateObject,
  type UpdatedPart,
} from '../store/write.ts';
import type { FieldError } from '../validate/field-error.ts';
import { fieldErrors } from '../validate/validate.ts';
import type { World } from '../world.ts';

export interface Pipeline {
  readonly writing: Writing;
  readonly dryRun: boolean;
  readonly part: UpdatedPart;
}

/**
 * From an object that was sent to one that is kept: defaults, field managers, admission that may change it, name and
 * addresses, validation, admission that may only refuse it, store. What admission adds belongs to nobody.
 */
export function createThrough(
  world: World,
  type: ResourceType,
  sent: KubeObject,
  { writing, dryRun }: Pipeline,
): ApiResult<KubeObject> {
  const place = placeFor(world, type, sent);
  if (!place.ok) return place;
  const owned = tracked(undefined, withDefaults(sent), writing);
  const admitted = admit(world, type, owned, undefined);
  if (!admitted.ok) return admitted;
  const prepared = preparedForCreate(world, admitted.value);
  const valid = validated(world, type, prepared, undefined);
  if (!valid.ok) return valid;
  const accepted = withinBounds(world, type, prepared);
  if (!accepted.ok) return accepted;
  return createObject(world, type, prepared, { dryRun, uid: uidOf(prepared) });
}

/** The same for an object that is there already. */
export function updateThrough(
  world: World,
  type: ResourceType,
  present: KubeObject,
  sent: KubeObject,
  { writing, dryRun, part }: Pipeline,
): ApiResult<KubeObject> {
  // A stale object is a conflict, whatever else is wrong with it.
  const conflict = conflictWith(type, present, sent);
  if (conflict !== undefined) return conflict;
  const owned = tracked(present, withDefaults(sent), writing);
  const ready = part === 'status' ? done(owned) : checked(world, type, owned, present);
  if (!ready.ok) return ready;
  return updateObject(world, type, ready.value, part, { dryRun });
}

function checked(
  world: World,
  type: ResourceType,
  object: KubeObject,
  before: KubeObject,
): ApiResult<KubeObject> {
  const admitted = admit(world, type, object, before);
  if (!admitted.ok) return admitted;
  return validated(world, type, preparedForUpdate(world, admitted.value, before), before);
}

function validated(
  { store }: World,
  type: ResourceType,
  object: KubeObject,
  before: KubeObject | undefined,
): ApiResult<KubeObject> {
  const errors = [...fieldErrors(object, before), ...addressErrors(store, object, before)];
  return errors.length === 0 ? done(object) : invalid(type, nameOf(object), errors);
}

function invalid(
  type: ResourceType,
  name: string,
  errors: readonly FieldError[],
): ReturnType<typeof refused> {
  const texts = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
  const [only] = texts;
  const what = texts.length === 1 && only !== undefined ? only : `[${texts.join(', ')}]`;
  const kind = type.group === '' ? type.kind : `${type.kind}.${type.group}`;
  return refused('Invalid', `${kind} ${JSON.stringify(name)} is invalid: ${what}`, {
    ...detailsOf(type, name),
    kind: type.kind,
    causes: errors.map(({ field, reason, message }) => ({ reason, message, field })),
  });
}
