import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from './folders.ts';

/** Names that a shell of the operator's own needs, to stand where the session stands. */
const taken = /^(?:PATH|HOME|TMPDIR|KUBECONFIG|KUBECACHEDIR|GIT_\w+|\w+_PROXY|\w+_proxy)$/;

/** The file that another terminal enters the rehearsal by: `. FILE`. */
export function entranceOf({ root }: Pick<Folders, 'root'>): string {
  return join(root, 'enter');
}

/** Writes it: the environment of commands, and the way to the repository. */
export async function writeEntrance(folders: Folders, env: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(env).flatMap(([name, value]) =>
    taken.test(name) ? [`export ${name}=${quoted(value)}`] : [],
  );
  const text = [...lines, `cd ${quoted(folders.repository)}`, ''].join('\n');
  await writeFile(entranceOf(folders), text, { mode: 0o600 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
