import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders } from '../workspace/folders.ts';

/** Tells the stand-in of vault whether it is sealed, by a file that is there or not. */
export function setVaultSealed({ root }: Pick<Folders, 'root'>, sealed: boolean): void {
  const file = join(root, 'vault-sealed');
  if (sealed) writeFileSync(file, '');
  else rmSync(file, { force: true });
}
