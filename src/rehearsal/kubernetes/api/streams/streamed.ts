import { refused } from '../../objects/failure.ts';
import type { World } from '../../world.ts';
import type { ApiAnswer, ApiRequest } from '../exchange.ts';
import type { ResourcePath } from '../resource-path.ts';
import { podProxy, serviceProxy } from './proxy.ts';
import { podLog } from './pod-log.ts';

/** Answers what reaches a container by way of the API server: logs, and the proxy. Undefined for any other part. */
export function streamed(
  world: World,
  path: ResourcePath,
  request: ApiRequest,
): ApiAnswer | Promise<ApiAnswer> | undefined {
  switch (`${path.type.plural}/${path.subresource ?? ''}`) {
    case 'pods/log':
      return request.method === 'GET' ? podLog(world, path, request) : undefined;
    case 'pods/proxy':
      return podProxy(world, path, request);
    case 'services/proxy':
      return serviceProxy(world, path, request);
    case 'pods/exec':
    case 'pods/portforward':
      return { kind: 'failure', failure: refused('BadRequest', 'Upgrade request required').failure };
    default:
      return undefined;
  }
}
