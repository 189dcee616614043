import type { Right } from '../../ports/cluster.ts';
import { resourceText } from './rights.ts';

/** Of the role that is asked for. */
const name = 'teei-runbook';

export interface Requester {
  readonly namespace: string;
  /** As the API server knows the account. Undefined: it does not tell. */
  readonly account: string | undefined;
}

/**
 * The commands by which somebody who may do so grants what is missing: a role for each set of verbs, and its binding.
 * They are for reading and passing on; nothing here runs them.
 */
export function grantCommands(missing: readonly Right[], requester: Requester): readonly string[] {
  return [
    ...commandsFor(
      missing.filter((right) => right.clusterWide !== true),
      requester,
      false,
    ),
    ...commandsFor(
      missing.filter((right) => right.clusterWide === true),
      requester,
      true,
    ),
  ];
}

function commandsFor(
  missing: readonly Right[],
  { namespace, account }: Requester,
  clusterWide: boolean,
): readonly string[] {
  const where = clusterWide ? '' : ` -n ${namespace}`;
  const role = clusterWide ? 'clusterrole' : 'role';
  const subject = account === undefined ? '--user=ACCOUNT' : subjectOf(account);
  return [...resourcesByVerbs(missing)].flatMap(([verbs, resources], index) => {
    const own = `${name}${index === 0 ? '' : `-${String(index + 1)}`}`;
    return [
      `kubectl create ${role} ${own}${where} --verb=${verbs} --resource=${resources.join(',')}`,
      `kubectl create ${role}binding ${own}${where} --${role}=${own} ${subject}`,
    ];
  });
}

/** Resources that lack the same verbs need one role together. */
function resourcesByVerbs(missing: readonly Right[]): ReadonlyMap<string, readonly string[]> {
  const verbs = new Map<string, readonly string[]>();
  for (const right of missing) {
    const resource = resourceText(right);
    verbs.set(resource, [...(verbs.get(resource) ?? []), right.verb]);
  }
  const roles = new Map<string, readonly string[]>();
  for (const [resource, lacking] of verbs) {
    const key = lacking.join(',');
    roles.set(key, [...(roles.get(key) ?? []), resource]);
  }
  return roles;
}

/** A service account is bound as one: `system:serviceaccount:NAMESPACE:NAME`. */
function subjectOf(account: string): string {
  const [, namespace, service] = /^system:serviceaccount:([^:]+):(.+)$/.exec(account) ?? [];
  if (namespace !== undefined && service !== undefined) return `--serviceaccount=${namespace}:${service}`;
  return `--user=${quoted(account)}`;
}

function quoted(text: string): string {
  return /^[\w@.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
