import type { SessionFacts } from '../../session/engine/open.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';
import { git } from './git.ts';

type Occasion = NonNullable<SessionFacts['occasion']>;

/** What the options say that the session is for, and who git says the operator is. */
export async function occasionOf(
  { change, purpose }: Pick<RunOptions, 'change' | 'purpose'>,
  io: Io,
): Promise<Occasion> {
  const identity = await gitIdentity(io);
  return {
    ...(identity === undefined ? {} : { git_identity: identity }),
    ...(change === undefined ? {} : { change: { ticket: change } }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

/** In one call: git is asked while the operator waits. Of a key that is set several times the last one holds. */
async function gitIdentity(io: Io): Promise<Occasion['git_identity']> {
  const said = await git(['config', '--null', '--get-regexp', '^user\\.(name|email)$'], io.cwd, io);
  const values = new Map(
    (said ?? '').split('\0').map((each) => {
      const [key = '', ...value] = each.split('\n');
      return [key, value.join('\n')] as const;
    }),
  );
  const [name, email] = [values.get('user.name'), values.get('user.email')];
  if (!name && !email) return undefined;
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) };
}
