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

async function gitIdentity(io: Io): Promise<Occasion['git_identity']> {
  const [name, email] = await Promise.all(
    ['user.name', 'user.email'].map((key) => git(['config', '--get', key], io.cwd, io)),
  );
  if (!name && !email) return undefined;
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) };
}
