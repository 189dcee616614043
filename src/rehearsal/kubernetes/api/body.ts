import { load as loadYaml } from 'js-yaml';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isObject, type Json, type JsonObject } from '../objects/json.ts';
import { decodeObject, protobufType } from '../protobuf/decode.ts';
import { isKubeObject, type KubeObject, namespaceOf, nameOf, withMetadata } from '../objects/kube-object.ts';
import { apiVersionOf } from '../resources/resource-type.ts';
import type { ApiRequest } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';

/** The body as JSON; YAML is JSON's superset, and an apply patch may be either. */
export function readJson({ body, contentType }: Pick<ApiRequest, 'body' | 'contentType'>): ApiResult<Json> {
  const text = body.toString('utf8');
  try {
    const value: unknown = contentType.includes('yaml') ? loadYaml(text) : JSON.parse(text);
    return isJson(value) ? done(value) : refused('BadRequest', 'the body of the request is not JSON');
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return refused('BadRequest', `couldn't get version/kind; json parse error: ${why}`);
  }
}

export function readObject(request: Pick<ApiRequest, 'body' | 'contentType'>): ApiResult<JsonObject> {
  const { contentType, body } = request;
  if (contentType.startsWith(protobufType)) return decodeObject(body);
  if (!/^application\/(?:json|yaml|[\w.-]+\+(?:json|yaml))/.test(contentType)) {
    return refused(
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: ' +
        `application/json, application/yaml, ${protobufType}`,
    );
  }
  const read = readJson(request);
  if (!read.ok) return read;
  return isObject(read.value) ? done(read.value) : refused('BadRequest', 'the body of the request was empty');
}

/** An object that was sent to this path: its kind and its place must be those that the path says. */
export function objectFor(path: ResourcePath, sent: JsonObject): ApiResult<KubeObject> {
  const { type } = path;
  const full: Json = { apiVersion: apiVersionOf(type), kind: type.kind, metadata: {}, ...sent };
  if (!isKubeObject(full))
    return refused('BadRequest', 'the object provided is unrecognized (must be of type object)');
  if (full.kind !== type.kind || full.apiVersion !== apiVersionOf(type)) {
    return refused(
      'BadRequest',
      `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ` +
        `the API version in the data (${full.apiVersion}) does not match the expected API version (${apiVersionOf(type)})`,
    );
  }
  return inPlace(path, full);
}

function inPlace({ type, namespace, name }: ResourcePath, object: KubeObject): ApiResult<KubeObject> {
  if (name !== undefined && nameOf(object) !== '' && nameOf(object) !== name) {
    return refused(
      'BadRequest',
      `the name of the object (${nameOf(object)}) does not match the name on the URL (${name})`,
    );
  }
  const own = namespaceOf(object);
  if (type.namespaced && own !== undefined && own !== '' && own !== namespace) {
    return refused(
      'BadRequest',
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  return done(
    withMetadata(object, {
      namespace: type.namespaced ? namespace : undefined,
      ...(name === undefined ? {} : { name }),
    }),
  );
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isObject(value) && Object.values(value).every(isJson);
}
