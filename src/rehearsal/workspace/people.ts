import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProgramPlace, runProgram } from './run-program.ts';

/** Somebody who can be asked in a rehearsal, with a key that was made for it. */
export interface Person {
  readonly name: string;
  readonly role: string;
  /** OpenSSH public key; undefined where ssh-keygen is missing. */
  readonly publicKey: string | undefined;
  /** The private key's file, without a passphrase. */
  readonly keyFile: string;
  /** The file's name without its folder. */
  readonly keyName: string;
}

/** Roles that the bundled runbooks ask for; a team's own come on top. */
const usualRoles = ['release-manager', 'vp', 'dba', 'qa', 'security', 'incident-commander'];

/** One person for each role, named by it, each with a fresh key. */
export function makePeople(
  roles: readonly string[],
  folder: string,
  place: ProgramPlace,
): Promise<readonly Person[]> {
  const all = [...new Set([...usualRoles, ...roles])];
  return Promise.all(all.map((role, index) => makePerson(role, folder, fileName(role, index), place)));
}

/** A role is any line of text, a file's name is not. */
function fileName(role: string, index: number): string {
  return /^[a-z][a-z0-9-]{0,60}$/.test(role) ? role : `role-${String(index + 1)}`;
}

async function makePerson(
  role: string,
  folder: string,
  keyName: string,
  place: ProgramPlace,
): Promise<Person> {
  const keyFile = join(folder, keyName);
  const name = `Rehearsal ${role.replaceAll('-', ' ')}`;
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', keyFile];
  const made = await runProgram('ssh-keygen', args, place);
  const publicKey = made.ok ? (await readFile(`${keyFile}.pub`, 'utf8')).trim() : undefined;
  return { name, role, publicKey, keyFile, keyName };
}
