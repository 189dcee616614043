import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Group, Site } from '../group.ts';
import { commandSubject } from '../measure.ts';
import { atRestSubjects } from './at-rest.ts';
import { firstFrameSubjects } from './first-frame.ts';
import { names, rows } from './names.ts';
import { buildPeers } from './peers.ts';
import { writeRunbooks } from './runbooks.ts';
import { openScene } from './scene.ts';
import { streamingSubjects } from './streaming.ts';

/** The full screen, on a pty of 120 by 40, beside a naive Ink list. */
export async function uiGroup(site: Site): Promise<Group> {
  const peers = join(site.folder, 'peers');
  mkdirSync(peers);
  const scene = openScene(site, await buildPeers(site.root, peers));
  writeRunbooks(site.folder);
  return {
    name: 'ui',
    subjects: [
      commandSubject(names.node, {
        command: [process.execPath, '-e', '0'],
        cwd: site.folder,
        env: site.env,
      }),
      ...firstFrameSubjects(scene),
      ...atRestSubjects(scene),
      ...streamingSubjects(scene, join(site.folder, 'state/teei-runbook/sessions')),
    ],
    rows,
  };
}
