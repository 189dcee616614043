import { isDenied, type Right } from '../access/right.ts';
import { user } from '../access/user.ts';
import { isObject, type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { servedTypes } from '../resources/served.ts';
import type { World } from '../world.ts';
import { objectFor, readObject } from './body.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';

/** POST of a review of oneself: who the operator is, and what they may do, as `kubectl auth` asks. */
export function review({ denied }: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const sent = readObject(request);
  if (!sent.ok) return failed(sent.failure);
  const asked = objectFor(path, sent.value);
  if (!asked.ok) return failed(asked.failure);
  return { kind: 'json', status: 201, body: { ...asked.value, status: found(path, denied, asked.value) } };
}

function found({ type }: ResourcePath, denied: readonly Right[], asked: JsonObject): JsonObject {
  switch (type.kind) {
    case 'SelfSubjectReview':
      return { userInfo: user };
    case 'SelfSubjectRulesReview':
      return rules(denied);
    default:
      return access(denied, asked);
  }
}

function access(denied: readonly Right[], asked: JsonObject): JsonObject {
  const attributes = objectAt(asked, 'spec')['resourceAttributes'];
  if (!isObject(attributes)) return { allowed: true };
  const subresource = textAt(attributes, 'subresource') ?? '';
  const right: Right = {
    verb: textAt(attributes, 'verb') ?? '',
    group: textAt(attributes, 'group') ?? '',
    resource: textAt(attributes, 'resource') ?? '',
    ...(subresource === '' ? {} : { subresource }),
  };
  return { allowed: !isDenied(denied, right) };
}

/** Rules only ever allow: where something is denied, each resource is told with what is left. */
function rules(denied: readonly Right[]): JsonObject {
  return {
    resourceRules:
      denied.length === 0 ? [rule(['*'], '*', '*')] : servedTypes.flatMap((type) => left(denied, type)),
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  };
}

function left(
  denied: readonly Right[],
  { group, plural, verbs, subresources }: (typeof servedTypes)[number],
): readonly JsonObject[] {
  const own = verbs.filter((verb) => !isDenied(denied, { verb, group, resource: plural }));
  const parts = subresources.map(({ name, verbs: of }) =>
    rule(
      of.filter((verb) => !isDenied(denied, { verb, group, resource: plural, subresource: name })),
      group,
      `${plural}/${name}`,
    ),
  );
  return [rule(own, group, plural), ...parts];
}

function rule(verbs: readonly string[], group: string, resource: string): JsonObject {
  return { verbs, apiGroups: [group], resources: [resource] };
}
