import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What was measured: values by name, as they came. */
export type Values = ReadonlyMap<string, readonly number[]>;

/** Something that can be measured again and again. */
export interface Subject {
  readonly name: string;
  /** Does it once. Gives values by name; what an earlier round gave under it stays beside them. Rejects when it fails. */
  measure(): Promise<Values>;
  /** Where it takes long: no more rounds than these, and none before them. */
  readonly atMost?: number;
}

/** A command line with where it runs. */
export interface Command {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Measures subjects in turn, so that whatever else the machine does meets all of them alike. Each runs once
 * before, unmeasured, for the caches. `told` hears what is measured next. Rejects when one of them fails.
 */
export async function measureInterleaved(
  subjects: readonly Subject[],
  rounds: number,
  told: (text: string) => void,
): Promise<Values> {
  const values = new Map<string, number[]>();
  for (const subject of subjects.filter(({ atMost }) => atMost === undefined)) {
    told(`once before: ${subject.name}`);
    await subject.measure();
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const subject of subjects) {
      if (round > (subject.atMost ?? rounds)) continue;
      told(`round ${round} of ${rounds}: ${subject.name}`);
      for (const [name, more] of await subject.measure())
        values.set(name, [...(values.get(name) ?? []), ...more]);
    }
  }
  return values;
}

/** A command line, timed from its start to its end in milliseconds. It rejects when it does not end with 0. */
export function commandSubject(name: string, { command, cwd, env }: Command): Subject {
  const [file, ...args] = command;
  return {
    name,
    async measure() {
      const began = performance.now();
      const child = spawn(file, args, { cwd, env, stdio: 'ignore' });
      await once(child, 'close');
      if (child.exitCode !== 0) throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}`);
      return new Map([[name, [performance.now() - began]]]);
    },
  };
}
