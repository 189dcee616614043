import { refused } from '../objects/failure.ts';
import type { World } from '../world.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';
import { streamed } from './streams/streamed.ts';

/** Answers what is asked of a part of an object: scale, log, proxy, eviction. */
export function subresource(
  world: World,
  path: ResourcePath,
  request: ApiRequest,
): ApiAnswer | Promise<ApiAnswer> {
  const streaming = streamed(world, path, request);
  if (streaming !== undefined) return streaming;
  const { failure } = refused(
    'NotFound',
    `the server could not find the requested resource (${path.subresource ?? ''})`,
    {},
  );
  return { kind: 'failure', failure };
}
