import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { packageRoot, packageVersion } from '../../platform/package-root.ts';

/** This program as the log names it: its version, and a digest over the files that run. */
export function toolFacts(): { readonly version: string; readonly digest: string } {
  return { version: packageVersion(), digest: digestOf(join(packageRoot(), 'dist')) };
}

/** This machine: its name, and the id that systemd or D-Bus gave it. */
export function hostFacts(): { readonly id: string; readonly name: string } {
  return { id: machineId(), name: hostname() };
}

/** SHA-256 over name and content of every file of the bundle, in order of their names. */
function digestOf(folder: string): string {
  const digest = createHash('sha256');
  for (const name of bundleFiles(folder)) digest.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return digest.digest('hex');
}

function bundleFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.mjs'))
      .toSorted();
  } catch {
    return [];
  }
}

function machineId(): string {
  for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      continue;
    }
  }
  return 'unknown';
}
