import type { Story } from '../support/model.ts';
import { applyingStory } from './applying.ts';
import { everydayStory } from './everyday.ts';
import { failingStory } from './failing.ts';
import { jobsStory } from './jobs.ts';
import { lockingStory } from './locking.ts';
import { readingStory } from './reading.ts';
import { refusalsStory } from './refusals.ts';
import { rolloutsStory } from './rollouts.ts';
import { serverStory } from './server.ts';
import { streamsStory } from './streams.ts';
import { watchingStory } from './watching.ts';
import { writingStory } from './writing.ts';

/** Every story that is told on a real server and on the simulated one. */
export const stories: readonly Story[] = [
  serverStory,
  readingStory,
  writingStory,
  applyingStory,
  refusalsStory,
  rolloutsStory,
  everydayStory,
  failingStory,
  jobsStory,
  lockingStory,
  watchingStory,
  streamsStory,
];
