import type { Io } from './io.ts';

/** True where stdout is a terminal that shows colours and nobody asked for none (NO_COLOR, TERM=dumb). */
export function wantsColour(io: Pick<Io, 'env' | 'stdout'>): boolean {
  const { env, stdout } = io;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}
