import { visibleText } from '../../problem/visible-text.ts';
import type { RehearsalKey } from '../../session/engine/deps.ts';

/**
 * Who can be asked to approve in a rehearsal, those who hold one of the roles, and what to enter for their key.
 * Nothing outside a rehearsal.
 */
export function keyRows(
  keys: readonly RehearsalKey[] | undefined,
  roles: readonly string[],
): readonly string[] {
  if (keys === undefined) return [];
  const fits = ({ roles: held }: RehearsalKey): boolean =>
    roles.length === 0 || held.some((role) => roles.includes(role));
  return [
    'REHEARSAL: you may approve as one of these, by name, with what stands behind it as the key file:',
    ...keys.filter(fits).map(({ name, key }) => `  ${visibleText(name)}: ${visibleText(key)}`),
  ];
}
