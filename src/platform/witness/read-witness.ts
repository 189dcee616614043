import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { errorText } from '../../problem/problem.ts';
import { failure, type Finding, notice } from '../../session/log/finding.ts';
import type { PlacedEntry, WitnessRead } from '../../session/log/verify-witness.ts';
import { parseEntry } from '../../session/log/witness-entry.ts';
import { type PostgresPlace, postgresName, readPostgresWitness } from './postgres-witness.ts';

/** Reads every entry of a file; other lines are passed over. A file that can't be read is a failure in the findings. */
export async function readFileWitness(path: string): Promise<WitnessRead> {
  const name = `The file ${path}`;
  try {
    const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
    const reading = createReading(path);
    for await (const line of lines) reading.take(line);
    return { name, path: await realpath(path), ...reading.read() };
  } catch (thrown) {
    return { name, entries: [], findings: [unreadable(path, errorText(thrown))] };
  }
}

/** The same of a table; see postgres-witness.ts. */
export async function readTableWitness(place: PostgresPlace): Promise<WitnessRead> {
  const name = postgresName(place.url);
  const lines = await readPostgresWitness(place);
  if (typeof lines === 'string') return { name, entries: [], findings: [unreadable(name, lines)] };
  const reading = createReading(name);
  for (const line of lines) reading.take(line);
  return { name, ...reading.read() };
}

function createReading(place: string): {
  readonly take: (line: string) => void;
  readonly read: () => Pick<WitnessRead, 'entries' | 'findings'>;
} {
  const entries: PlacedEntry[] = [];
  const findings: Finding[] = [];
  let number = 0;
  return {
    take(line) {
      number += 1;
      const entry = parseEntry(line);
      if (entry === undefined) return;
      const here = `${place}:${number}`;
      if (entry === 'damaged')
        findings.push(notice('verify/witness', here, 'This was to be a checkpoint, and can’t be read.'));
      else entries.push({ place: here, entry });
    },
    read: () => ({ entries, findings }),
  };
}

function unreadable(place: string, why: string): Finding {
  return failure('verify/witness', place, `The witness can’t be read: ${why}.`);
}
