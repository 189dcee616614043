import type { Contact } from './inventory.ts';

/**
 * True where a contact names a role and nobody who can be reached in it: name or way is left out, or still stands in
 * brackets as a form has it (`[Name]`, `<phone>`).
 */
export function isUnfilled({ name, contact }: Pick<Contact, 'name' | 'contact'>): boolean {
  return [name, contact].some((text) => text === '' || /^[[<].*[\]>]$/.test(text));
}
