import { keyProblem } from '../fields/check-keys.ts';
import { shapeOf } from '../fields/shapes/kinds.ts';
import { readJson } from '../api/body.ts';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { at, isList, isObject, type Json, type JsonObject } from '../objects/json.ts';
import { isKubeObject, type KubeObject, nameOf, uidOf } from '../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import { detailsOf } from '../store/write.ts';
import { unreachable } from '../../../problem/problem.ts';
import { applied } from './apply/apply.ts';
import { jsonPatched } from './json-patch.ts';
import { mergePatched } from './merge-patch.ts';
import { missingMergeKey, strategicPatched } from './strategic-patch.ts';

/** How a body is to be understood, by its Content-Type. */
export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply';

export interface Patching {
  readonly kind: PatchKind;
  readonly type: ResourceType;
  readonly body: Buffer;
  readonly contentType: string;
  readonly manager: string;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** Takes fields over from other managers: of an apply patch. */
  readonly force: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const kinds: Readonly<Record<string, PatchKind>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
  'application/apply-patch+json': 'apply',
};

/** Undefined: a media type that the server does not take for PATCH. */
export function patchKindOf(contentType: string): PatchKind | undefined {
  return kinds[contentType.split(';')[0]?.trim() ?? ''];
}

/**
 * The object after a patch, not yet written. `present`: undefined for an apply patch of an object that is not there,
 * which creates it. An apply patch that would take fields from other managers is a Conflict that names them.
 */
export function patched(present: KubeObject | undefined, patching: Patching): ApiResult<KubeObject> {
  const patch = readJson(patching);
  if (!patch.ok) return patch;
  const object =
    patching.kind === 'apply'
      ? appliedPatch(present, patch.value, patching)
      : changed(present, patch.value, patching.kind);
  if (!object.ok) return object;
  if (!isKubeObject(object.value)) {
    return refused('BadRequest', 'the patch leaves no object with apiVersion, kind and metadata');
  }
  return identityKept(present, object.value, patching);
}

/** A patch can't make another object of the one that is there. */
function identityKept(
  present: KubeObject | undefined,
  object: KubeObject,
  { type }: Patching,
): ApiResult<KubeObject> {
  const uid = uidOf(object);
  const name = nameOf(object);
  if (uid === '' || (present !== undefined && uid === uidOf(present))) return done(object);
  if (present === undefined) {
    return refused(
      'Conflict',
      `Operation cannot be fulfilled on ${groupResourceOf(type)} ${JSON.stringify(name)}: uid mismatch: ` +
        `the provided object specified uid ${uid}, and no existing object was found`,
      detailsOf(type, name),
    );
  }
  const message = `Invalid value: ${JSON.stringify(uid)}: field is immutable`;
  const kind = type.group === '' ? type.kind : `${type.kind}.${type.group}`;
  return refused('Invalid', `${kind} ${JSON.stringify(name)} is invalid: metadata.uid: ${message}`, {
    ...detailsOf(type, name),
    kind: type.kind,
    causes: [{ reason: 'FieldValueInvalid', message, field: 'metadata.uid' }],
  });
}

function changed(
  present: KubeObject | undefined,
  patch: Json,
  kind: Exclude<PatchKind, 'apply'>,
): ApiResult<JsonObject> {
  if (present === undefined) return refused('NotFound', 'there is nothing to patch');
  if (kind === 'json') return jsonPatched(present, patch);
  if (!isObject(patch)) return undecodable(patch, kind);
  switch (kind) {
    case 'merge':
      return done(mergePatched(present, patch));
    case 'strategic': {
      const shape = shapeOf(present.kind);
      const missing = missingMergeKey(patch, shape);
      return missing === undefined
        ? done(strategicPatched(present, patch, shape))
        : refused('Unknown', missing);
    }
    default:
      return unreachable(kind);
  }
}

function appliedPatch(
  present: KubeObject | undefined,
  config: Json,
  patching: Patching,
): ApiResult<KubeObject> {
  const object: Json = isObject(config) ? { metadata: {}, ...config } : config;
  if (!isKubeObject(object)) return refused('BadRequest', "error decoding YAML: Object 'Kind' is missing");
  if (at(object.metadata, 'managedFields') !== undefined) {
    return refused('BadRequest', 'metadata.managedFields must be nil');
  }
  const problem = keyProblem(shapeOf(object.kind), object);
  if (problem !== undefined) {
    const { namespace, name } = object.metadata;
    const place = [namespace, name].filter((part) => typeof part === 'string').join('/');
    return refused(
      'Unknown',
      `failed to create typed patch object (${place}; ${typeText(object)}): ${problem}`,
    );
  }
  return applied(present, object, patching);
}

function typeText({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion}, Kind=${kind}`;
}

/** A patch that is no object; the server tells it in another way for each kind. */
function undecodable(patch: Json, kind: 'merge' | 'strategic'): ReturnType<typeof refused> {
  const what = isList(patch) ? 'array' : patch === null ? 'null' : typeof patch;
  const why = `json: cannot unmarshal ${what} into Go value of type`;
  if (kind === 'strategic') {
    return refused('BadRequest', `error decoding patch: ${why} map[string]interface {}`);
  }
  const tags =
    'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const message =
    `Invalid value: ${JSON.stringify(JSON.stringify(patch))}: ` +
    `couldn't get version/kind; json parse error: ${why} ${tags}`;
  return refused('Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}
