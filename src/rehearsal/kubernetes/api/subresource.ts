import { refused } from '../objects/failure.ts';
import type { World } from '../world.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';

/** Answers what is asked of a part of an object: scale, log, proxy, eviction. */
export function subresource(
  _world: World,
  path: ResourcePath,
  _request: ApiRequest,
): ApiAnswer | Promise<ApiAnswer> {
  const { failure } = refused(
    'NotFound',
    `the server could not find the requested resource (${path.subresource ?? ''})`,
    {},
  );
  return { kind: 'failure', failure };
}
