import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsOf } from './support/calls-of.ts';
import { knownDifferences } from './differences.ts';
import { stories } from './stories/all.ts';
import { whyNoStories } from './support/installed-kubectl.ts';
import { runStory } from './support/run-story.ts';
import { type Simulated, startSimulated } from './support/simulated.ts';
import { recordedTruth } from './support/truth-file.ts';
import { withoutDifferences } from './support/without-differences.ts';

describe('the list of calls', () => {
  it.each(stories)('of $name names each call once, and the truth of each is recorded', (story) => {
    const names = story.calls.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(recordedTruth(story.name))).toEqual(names);
  });

  it('is as long as was promised', () => {
    expect(stories.flatMap(callsOf).length).toBeGreaterThan(300);
  });

  it('has every call of which a difference is known', () => {
    const listed = new Set(
      stories.flatMap(({ name, calls }) => calls.map((call) => `${name}: ${call.name}`)),
    );
    const unknown = knownDifferences.filter(({ story, call }) => !listed.has(`${story}: ${call}`));
    expect(unknown).toEqual([]);
  });
});

const why = whyNoStories();

describe.skipIf(why !== undefined)(`the simulated API (${why ?? 'against the recorded truth'})`, () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = await startSimulated(20);
  });
  afterAll(async () => simulated.close());

  it.concurrent.each(stories)(
    'answers as a real one: $name',
    async (story) => {
      const given = await runStory(simulated, story);
      const { here, there, same } = withoutDifferences(
        story.name,
        knownDifferences,
        given,
        recordedTruth(story.name),
      );
      expect(here).toEqual(there);
      // A difference that is gone has to go from the list.
      expect(same).toEqual([]);
    },
    240_000,
  );
});
