import type { Surroundings } from './system.ts';

/** Milliseconds since 1970 by a clock that runs as fast as the rehearsal does, from the moment that it was made. */
export function simulatedTime({ world, pace }: Surroundings): () => number {
  const began = world.schedule.now();
  return () => began + (world.schedule.now() - began) * pace;
}
