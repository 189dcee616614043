import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { commandWitness } from '../../platform/witness/command-witness.ts';
import { fileWitness } from '../../platform/witness/file-witness.ts';
import { postgresWitness } from '../../platform/witness/postgres-witness.ts';
import type { Witness } from '../../platform/witness/witness.ts';
import { unreachable } from '../../problem/problem.ts';
import type { SecretSource, WitnessTarget } from '../../runbook/inventory.ts';
import type { Io } from '../io.ts';
import { runSource } from './secret-source.ts';

/** The witnesses of some targets. A relative file is one from `folder`. */
export function witnessesOf(targets: readonly WitnessTarget[], folder: string, io: Io): readonly Witness[] {
  return targets.map((target) => witnessOf(target, folder, io));
}

function witnessOf(target: WitnessTarget, folder: string, io: Io): Witness {
  switch (target.to) {
    case 'file':
      return fileWitness(resolve(folder, target.file));
    case 'command':
      return commandWitness(target.command, { env: io.env, cwd: io.cwd });
    case 'postgresql':
      return postgresWitness({ url: target.url, password: () => passwordOf(target.password, folder, io) });
    default:
      return unreachable(target);
  }
}

/** By platform.yaml, else as psql takes it. */
export async function passwordOf(
  source: SecretSource | undefined,
  folder: string,
  io: Io,
): Promise<string | undefined> {
  switch (source?.from) {
    case undefined:
      return io.env['PGPASSWORD'];
    case 'env':
      return io.env[source.variable];
    case 'file':
      return readFileSync(resolve(folder, source.file), 'utf8').replace(/\r?\n$/, '');
    case 'command': {
      const said = await runSource(source.command, io);
      return said.ok ? said.value : undefined;
    }
  }
}

/** The folder of a platform.yaml, from which its witness files are. */
export function inventoryFolder(path: string, io: Io): string {
  return resolve(io.cwd, dirname(path));
}
