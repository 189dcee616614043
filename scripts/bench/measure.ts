import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A command line that is measured. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** Milliseconds that each subject took, round by round. */
export type Times = ReadonlyMap<string, readonly number[]>;

interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Measures subjects in turn, so that whatever else the machine does meets all of them alike. Each runs once
 * before, unmeasured, for the caches. Rejects when one of them fails.
 */
export async function measureInterleaved(
  subjects: readonly Subject[],
  rounds: number,
  surroundings: Surroundings,
): Promise<Times> {
  const times = new Map(subjects.map(({ name }): [string, number[]] => [name, []]));
  for (const subject of subjects) await timeOf(subject, surroundings);
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) times.get(subject.name)?.push(await timeOf(subject, surroundings));
  }
  return times;
}

async function timeOf({ name, command }: Subject, { cwd, env }: Surroundings): Promise<number> {
  const [file, ...args] = command;
  const began = performance.now();
  const child = spawn(file, args, { cwd, env, stdio: 'ignore' });
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}`);
  return performance.now() - began;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
