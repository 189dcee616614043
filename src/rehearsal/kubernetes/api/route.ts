import { forbidden } from '../access/authorize.ts';
import { refused } from '../objects/failure.ts';
import { apiVersionOf, type Verb } from '../resources/resource-type.ts';
import { servedTypes } from '../resources/served.ts';
import type { World } from '../world.ts';
import { about } from './about.ts';
import { acceptsObjects } from './accept.ts';
import { discover } from './discovery.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import { metrics } from './metrics.ts';
import { deleteMany, deleteOne, patchObject, postObject, putObject } from './modify.ts';
import { openApi } from './openapi.ts';
import { optionsProblem } from './options.ts';
import { getObject, listObjects } from './read.ts';
import { readResourcePath, type ResourcePath } from './resource-path.ts';
import { review } from './reviews.ts';
import { subresource } from './subresource.ts';
import { watchObjects } from './watch.ts';

/** Finds what answers a request, and lets it. */
export function route(world: World, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
  const path = readResourcePath(request.path);
  if (path !== undefined) return resource(world, path, request);
  const answer =
    about(request.path, request.query) ?? discover(request.path, request.accept) ?? openApi(request.path);
  if (answer !== undefined) return request.method === 'GET' ? answer : methodNotAllowed();
  if (!isOfServedVersion(request.path)) return { kind: 'text', status: 404, body: '404 page not found\n' };
  return failed(refused('NotFound', 'the server could not find the requested resource', {}).failure);
}

/** A group and version that is not served is no part of the API: its paths are answered as by any web server. */
function isOfServedVersion(path: string): boolean {
  return servedTypes.some((type) =>
    path.startsWith(type.group === '' ? `/api/${type.version}/` : `/apis/${apiVersionOf(type)}/`),
  );
}

function methodNotAllowed(): ApiAnswer {
  const message = 'the server does not allow this method on the requested resource';
  return failed(refused('MethodNotAllowed', message, {}).failure);
}

function resource(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
  const verb = verbOf(path, request);
  const refusal = forbidden(world.denied, verb ?? partVerbs[request.method] ?? 'get', path);
  if (refusal !== undefined) return failed(refusal);
  if (path.subresource !== undefined && path.subresource !== 'status') {
    return subresource(world, path, request);
  }
  if (verb === undefined || !path.type.verbs.includes(verb)) {
    return methodNotAllowed();
  }
  if (!acceptsObjects(request.accept)) {
    return failed(refused('NotAcceptable', '406: Not Acceptable', {}).failure);
  }
  const problem = optionsProblem(verb, request);
  if (problem !== undefined) return failed(problem);
  if (path.type.group === 'metrics.k8s.io') return metrics(world, path, request);
  if (reviewing.includes(path.type.group)) return review(world, path, request);
  return verbs[verb](world, path, request);
}

/** The groups whose objects are only asked, and kept nowhere. */
const reviewing: readonly string[] = ['authentication.k8s.io', 'authorization.k8s.io'];

/** What a method asks to do with a part of an object, where it is no verb on the object itself. */
const partVerbs: Readonly<Record<string, Verb>> = { POST: 'create', DELETE: 'delete' };

const verbs = {
  create: postObject,
  delete: deleteOne,
  deletecollection: deleteMany,
  get: getObject,
  list: listObjects,
  patch: patchObject,
  update: putObject,
  watch: watchObjects,
} as const satisfies Record<Verb, (world: World, path: ResourcePath, request: ApiRequest) => ApiAnswer>;

function verbOf({ name, subresource: part }: ResourcePath, { method, query }: ApiRequest): Verb | undefined {
  switch (method) {
    case 'GET': {
      const watch = query.get('watch');
      if (watch === 'true' || watch === '1') return 'watch';
      return name === undefined ? 'list' : 'get';
    }
    case 'POST':
      return name === undefined ? 'create' : undefined;
    case 'PUT':
      return name === undefined ? undefined : 'update';
    case 'PATCH':
      return name === undefined ? undefined : 'patch';
    case 'DELETE':
      if (part !== undefined) return undefined;
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      return undefined;
  }
}
