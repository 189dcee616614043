/** Something that the operator may do or not: a verb on a resource, or on a part of it. */
export interface Right {
  /** As the API names it: `get`, `create`, `deletecollection`. */
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** The plural, such as `deployments`. */
  readonly resource: string;
  readonly subresource?: string;
}

/** Everything is allowed but what is denied; a question about `*` is about all that it stands for. */
export function isDenied(denied: readonly Right[], asked: Right): boolean {
  return denied.some(
    (right) =>
      covers(asked.verb, right.verb) &&
      covers(asked.group, right.group) &&
      covers(asked.resource, right.resource) &&
      (asked.resource === '*' || (asked.subresource ?? '') === (right.subresource ?? '')),
  );
}

function covers(asked: string, denied: string): boolean {
  return asked === '*' || asked === denied;
}
