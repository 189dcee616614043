import { resolve } from 'node:path';
import { readFileWitness, readTableWitness } from '../../../platform/witness/read-witness.ts';
import type { WitnessTarget } from '../../../runbook/inventory.ts';
import { parseDatabaseAddress } from '../../../runbook/values/database-address.ts';
import type { WitnessRead } from '../../../session/log/verify-witness.ts';
import type { Io } from '../../io.ts';
import { passwordOf } from '../../session/witnesses.ts';

/**
 * What the witness that the auditor names holds, else those of the settings that can be read: a file or a table.
 * Undefined: there is none to ask. `source`: a file, or the URL of a database.
 */
export async function askedWitness(
  source: string | undefined,
  settings: readonly WitnessTarget[],
  io: Io,
): Promise<WitnessRead | undefined> {
  const targets: readonly WitnessTarget[] = source === undefined ? settings : [targetOf(source)];
  const reads: WitnessRead[] = [];
  for (const target of targets) {
    const read = await readTarget(target, io);
    if (read !== undefined) reads.push(read);
  }
  const [first, ...more] = reads;
  return first === undefined ? undefined : more.reduce(both, first);
}

function targetOf(source: string): WitnessTarget {
  return parseDatabaseAddress(source) === undefined
    ? { to: 'file', file: source }
    : { to: 'postgresql', url: source };
}

async function readTarget(target: WitnessTarget, io: Io): Promise<WitnessRead | undefined> {
  switch (target.to) {
    case 'file':
      return readFileWitness(resolve(io.cwd, target.file));
    case 'postgresql':
      return readTableWitness({ url: target.url, password: () => passwordOf(target.password, io.cwd, io) });
    case 'command':
      return undefined;
  }
}

function both(one: WitnessRead, other: WitnessRead): WitnessRead {
  return {
    name: `${one.name}, ${other.name}`,
    entries: [...one.entries, ...other.entries],
    findings: [...one.findings, ...other.findings],
  };
}
