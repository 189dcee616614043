import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Group, Site } from './group.ts';
import type { Subject } from './measure.ts';
import type { Row } from './table.ts';
import { buildPeers } from './ui/peers.ts';
import { openScene, type Scene, seen } from './ui/scene.ts';

const names = {
  tour: 'first frame, tour',
  rehearsal: 'first frame, deploy --rehearse',
  added: 'added by the platform and the longer runbook',
} as const;

const rows: readonly Row[] = [
  { subject: names.tour, unit: 'ms' },
  { subject: names.rehearsal, unit: 'ms', against: names.tour },
  { subject: names.added, unit: 'ms', goal: { most: 500, of: 'value' } },
];

/** What the simulated platform adds to the first frame: from the start of the process, one after the other. */
export async function rehearsalGroup(site: Site): Promise<Group> {
  const peers = join(site.folder, 'peers');
  mkdirSync(peers);
  const scene = openScene(site, await buildPeers(site.root, peers));
  return { name: 'rehearsal', subjects: [firstFrames(scene)], rows };
}

function firstFrames(scene: Scene): Subject {
  const firstFrame = (args: readonly string[]): Promise<number> =>
    scene.withOwn(args, async (terminal) => {
      const at = await seen(terminal, (shown) => shown.some((row) => row !== ''));
      return at - terminal.began;
    });
  return {
    name: names.rehearsal,
    async measure() {
      const tour = await firstFrame(['tour']);
      const rehearsal = await firstFrame(['deploy', '--rehearse']);
      return new Map([
        [names.tour, [tour]],
        [names.rehearsal, [rehearsal]],
        [names.added, [rehearsal - tour]],
      ]);
    },
  };
}
