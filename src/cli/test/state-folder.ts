import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a private folder for the sessions of one run of tests. Throws where the system refuses. */
export function makeStateFolder(): string {
  return mkdtempSync(join(tmpdir(), 'teei-runbook-test-'));
}

/** Removes it with all that is in it; what a session has filed is read-only until then. */
export function removeStateFolder(folder: string): void {
  makeWritable(folder);
  rmSync(folder, { recursive: true, force: true });
}

function makeWritable(path: string): void {
  if (!lstatSync(path).isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) makeWritable(join(path, name));
}
