import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';
import type { FrontEnd } from './front-end.ts';
import { plainFrontEnd, unattendedFrontEnd } from './plain-front-end.ts';

/** The whole screen at a terminal that can do it; lines elsewhere, and where they are asked for. */
export async function chooseFrontEnd(io: Io, options: RunOptions): Promise<FrontEnd> {
  if (options.unattended) return unattendedFrontEnd(io);
  return plainFrontEnd(io);
}
