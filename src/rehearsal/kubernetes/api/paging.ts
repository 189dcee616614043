import { type ApiResult, done, refused } from '../objects/failure.ts';
import { at, isObject } from '../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf } from '../objects/kube-object.ts';
import type { Listed } from './represent.ts';

/**
 * The piece of a list that `limit` and `continue` ask for. A continue token names the last object that was given, so
 * that nothing is told twice or left out where the list changes between two pieces.
 */
export function pieceOf(
  all: readonly KubeObject[],
  revision: number,
  query: URLSearchParams,
): ApiResult<Listed> {
  const after = readToken(query.get('continue') ?? '');
  if (!after.ok) return after;
  const limit = Number(query.get('limit') ?? 0);
  const rest = all.filter((object) => keyOf(object) > after.value);
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - items.length;
  const last = items.at(-1);
  // What a selector leaves out is not counted beforehand.
  const counted = query.has('labelSelector') || query.has('fieldSelector') ? {} : { remaining };
  const more = remaining === 0 || last === undefined ? {} : { continueToken: tokenOf(last), ...counted };
  return done({ items, revision: String(revision), ...more });
}

/** By which lists are sorted. */
function keyOf(object: KubeObject): string {
  return `${namespaceOf(object) ?? ''}/${nameOf(object)}`;
}

function tokenOf(object: KubeObject): string {
  return Buffer.from(JSON.stringify({ after: keyOf(object) })).toString('base64url');
}

function readToken(token: string): ApiResult<string> {
  if (token === '') return done('');
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const after = isObject(read) ? at(read, 'after') : undefined;
    if (typeof after === 'string') return done(after);
  } catch {
    // Refused below.
  }
  return refused('BadRequest', `invalid continue token: continue key is not valid: ${token}`);
}
