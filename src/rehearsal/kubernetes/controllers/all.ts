import type { Controller } from '../world.ts';

/** The parts that keep objects as they should be, in the order in which they are told of a change. */
export const controllers: readonly Controller[] = [];
