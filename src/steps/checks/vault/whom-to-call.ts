import { isUnfilled } from '../../../runbook/contacts.ts';
import type { Inventory } from '../../../runbook/inventory.ts';

/**
 * The first contact of platform.yaml that holds one of these roles, in the order of the roles, as `Role: name, contact`;
 * else where the contacts are found.
 */
export function whomToCall({ contacts }: Inventory, roles: readonly string[]): string {
  const found = roles
    .map((role) =>
      contacts.find((contact) => contact.role.toLowerCase() === role.toLowerCase() && !isUnfilled(contact)),
    )
    .find((contact) => contact !== undefined);
  return found === undefined
    ? `whoever is in charge (platform.yaml has no contact in the role of ${roles[0] ?? 'anybody'}; teei-runbook contacts shows who is there)`
    : `${found.role}: ${found.name}, ${found.contact}`;
}
