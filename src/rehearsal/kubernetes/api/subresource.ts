import { refused } from '../objects/failure.ts';
import type { World } from '../world.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';
import { evict } from './eviction.ts';
import { finalize } from './finalize.ts';
import { scale } from './scale.ts';
import { streamed } from './streams/streamed.ts';
import { requestToken } from './token-request.ts';

/** Answers what is asked of a part of an object: scale, log, proxy, eviction, token. */
export function subresource(
  world: World,
  path: ResourcePath,
  request: ApiRequest,
): ApiAnswer | Promise<ApiAnswer> {
  const answer = streamed(world, path, request) ?? part(world, path, request);
  if (answer !== undefined) return answer;
  const { failure } = refused(
    'NotFound',
    `the server could not find the requested resource (${path.subresource ?? ''})`,
    {},
  );
  return { kind: 'failure', failure };
}

function part(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer | undefined {
  const { type, subresource: name } = path;
  if (!type.subresources.some((one) => one.name === name)) return undefined;
  switch (`${request.method} ${name ?? ''}`) {
    case 'GET scale':
    case 'PUT scale':
    case 'PATCH scale':
      return scale(world, path, request);
    case 'POST eviction':
      return evict(world, path, request);
    case 'POST token':
      return requestToken(world, path);
    case 'PUT finalize':
      return finalize(world, path, request);
    default:
      return undefined;
  }
}
