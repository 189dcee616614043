import { readFileSync } from 'node:fs';
import type { Workspace } from '../../support/workspace.ts';
import { programPath } from '../../program.ts';

/** What a program is told of its machine in the place of the truth. It may change while the program runs. */
export interface AnotherMachine {
  /** How far the wall clock is off, in milliseconds. */
  readonly clock?: number;
  /** Of this boot. */
  readonly bootId?: string;
}

/**
 * Run before the program, in its process: puts another wall clock and another boot id in the place of the
 * system's own. The monotonic clock and the timers stay as they are, as they do when a clock is set.
 */
const preload = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { readFileSync } = fs;
const told = () => JSON.parse(readFileSync(TOLD, 'utf8'));
const { now } = Date;
Date.now = () => now() + (told().clock ?? 0);
fs.readFileSync = (path, ...options) =>
  path === '/proc/sys/kernel/random/boot_id' && told().bootId !== undefined
    ? told().bootId + '\\n'
    : readFileSync(path, ...options);
syncBuiltinESMExports();
`;

/** A program on such a machine, as openTerminal takes it. `becomes` changes the machine under it. */
export function anotherMachine(
  workspace: Workspace,
  machine: AnotherMachine,
): { readonly program: readonly string[]; becomes(machine: AnotherMachine): void } {
  const becomes = (next: AnotherMachine): string => workspace.write('machine.json', JSON.stringify(next));
  const told = becomes(machine);
  const script = workspace.write('machine.mjs', preload.replace('TOLD', JSON.stringify(told)));
  return { program: ['--import', script, programPath], becomes };
}

/** The boot id that this machine really has. */
export function ownBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
