import type { Principal } from '../../runbook/inventory.ts';

/**
 * The roles for which nobody stands, where each of them wants a person of its own. A name that is nobody's of
 * platform.yaml was entered unsigned: it may stand for any one role, as every screen says that it is unsigned.
 */
export function rolesWanted(
  roles: readonly string[],
  names: readonly string[],
  principals: readonly Principal[],
): readonly string[] {
  const [role, ...others] = roles;
  if (role === undefined) return [];
  const holds = (name: string): boolean =>
    principals.find((each) => each.name === name)?.roles.includes(role) ?? true;
  const ways = names
    .filter((name) => holds(name))
    .map((holder) =>
      rolesWanted(
        others,
        names.filter((name) => name !== holder),
        principals,
      ),
    );
  const without = [role, ...rolesWanted(others, names, principals)];
  return [without, ...ways].toSorted((one, other) => one.length - other.length)[0] ?? without;
}
