import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { probe } from '../../platform/shell/probe.ts';
import type { Io } from '../io.ts';

/** What the command of a secret's source prints (`op read …`, `vault kv get …`), without its line end. */
export async function runSource(command: string, io: Io): Promise<Result<string>> {
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const ran = await probe(['bash', '-euo', 'pipefail', '-c', command], { env, cwd: io.cwd, timeout: 60_000 });
  if (ran !== 'not-found' && ran.exit.code === 0 && ran.stdout.trim() !== '') {
    return ok(ran.stdout.replace(/\r?\n$/, ''));
  }
  const why = ran === 'not-found' ? 'bash is missing' : `it ended with exit code ${ran.exit.code ?? 'none'}`;
  return err(
    problem('run/secret-source', `The source of the secret gave nothing: ${why}`, {
      hint: 'Run the command of platform.yaml by hand, or give the secret as name=@FILE',
    }),
  );
}
