import { type ApiResult, refused } from '../objects/failure.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { ResourceType } from '../resources/resource-type.ts';

/** How a body is to be understood, by its Content-Type. */
export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply';

export interface Patching {
  readonly kind: PatchKind;
  readonly type: ResourceType;
  readonly body: Buffer;
  readonly contentType: string;
  readonly manager: string;
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
export function patched(_present: KubeObject | undefined, patching: Patching): ApiResult<KubeObject> {
  return refused('UnsupportedMediaType', `no ${patching.kind} patch yet`);
}
