import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownDifferences } from '../rehearsal/differential/differences.ts';
import { stories } from '../rehearsal/differential/stories/all.ts';
import { runStory } from '../rehearsal/differential/support/run-story.ts';
import { type Simulated, startSimulated } from '../rehearsal/differential/support/simulated.ts';
import { recordedTruth, recordTruth } from '../rehearsal/differential/support/truth-file.ts';
import { withoutDifferences } from '../rehearsal/differential/support/without-differences.ts';
import { describeWithCluster } from './describe-with-cluster.ts';
import { ageServer } from './support/age-server.ts';

const update = process.env['UPDATE'] !== undefined;

describeWithCluster('the simulated API and a real one, side by side', (kubeconfig) => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = await startSimulated(20);
    await ageServer(kubeconfig);
  });
  afterAll(async () => simulated.close());

  it.each(stories)('answer alike: $name', async (story) => {
    const place = { kubeconfig, patience: 90_000, interval: 500 };
    const real = await runStory(place, story);
    if (update) recordTruth(story.name, real);
    expect(recordedTruth(story.name)).toEqual(real);
    const { here, there } = withoutDifferences(
      story.name,
      knownDifferences,
      await runStory(simulated, story),
      real,
    );
    expect(here).toEqual(there);
  });
});
