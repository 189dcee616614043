import { type ApiFailure, refused } from '../objects/failure.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import { isDenied, type Right } from './right.ts';
import { user } from './user.ts';

/** What a request wants to reach. */
export interface Reached {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** The refusal of what is denied, in the words of the API server (RBAC); undefined where it is allowed. */
export function forbidden(
  denied: readonly Right[],
  verb: string,
  { type, namespace, name, subresource }: Reached,
): ApiFailure | undefined {
  const right = { verb, group: type.group, resource: type.plural };
  if (!isDenied(denied, subresource === undefined ? right : { ...right, subresource })) return undefined;
  const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
  const what =
    name === undefined ? groupResourceOf(type) : `${groupResourceOf(type)} ${JSON.stringify(name)}`;
  const where =
    namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  return refused(
    'Forbidden',
    `${what} is forbidden: User ${JSON.stringify(user.username)} cannot ${verb} resource ${JSON.stringify(resource)} ` +
      `in API group ${JSON.stringify(type.group)} ${where}`,
    {
      ...(name === undefined ? {} : { name }),
      ...(type.group === '' ? {} : { group: type.group }),
      kind: type.plural,
    },
  ).failure;
}
