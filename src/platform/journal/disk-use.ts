import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of disk that a folder takes with all that is in it, as `du` counts them. What vanishes meanwhile is passed over. */
export function diskUse(folder: string): number {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  let bytes = stats.blocks * 512;
  if (!stats.isDirectory()) return bytes;
  for (const name of namesIn(folder)) bytes += diskUse(join(folder, name));
  return bytes;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
