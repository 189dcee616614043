import { probe } from '../../platform/shell/probe.ts';
import type { Io } from '../io.ts';

/** What git says in a folder, without its last line break; undefined: it is missing, or the answer is an error. */
export async function git(args: readonly string[], cwd: string, io: Io): Promise<string | undefined> {
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const ran = await probe(['git', ...args], { env, cwd, timeout: 5000 });
  return ran !== 'not-found' && ran.exit.code === 0 ? ran.stdout.trim() : undefined;
}
