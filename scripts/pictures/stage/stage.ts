import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseInventory } from '../../../src/runbook/parse-inventory.ts';
import { ownEnvironment } from '../../../test/e2e/support/own-environment.ts';
import { type ShownProgram, showProgram } from '../../../test/e2e/support/shown-program.ts';
import type { Theme } from '../theme.ts';
import { openStageCluster, type StageCluster } from './cluster.ts';
import type { PodOnStage, ServiceOnStage } from './cluster-objects.ts';
import { openWorld, type World } from './world.ts';

const repository = resolve(import.meta.dirname, '../../..');

/**
 * A place in which the built program is shown: a team's folder with a runbook of its own, a cluster with the
 * sixteen services, and a clock that is set by hand.
 */
export interface Stage {
  readonly folder: string;
  readonly cluster: StageCluster;
  readonly world: World;
  /** Starts the program with these arguments on a terminal of this size. */
  shows(args: readonly string[], size: { readonly columns: number; readonly rows: number }): ShownProgram;
  close(): Promise<void>;
}

/** `theme`: the background that the terminal says it has. */
export async function openStage(theme: Theme): Promise<Stage> {
  // Not the system's own folder for such things, whose name is longer on some: it is seen on the screen.
  const folder = mkdtempSync(join(realpathSync('/tmp'), 'stage-'));
  for (const name of ['home', 'runbooks']) mkdirSync(join(folder, name));
  copyFileSync(join(import.meta.dirname, 'release.md'), join(folder, 'runbooks/release.md'));
  copyFileSync(join(repository, 'runbooks/platform.yaml'), join(folder, 'runbooks/platform.yaml'));
  const world = openWorld(folder);
  const cluster = await openStageCluster(
    folder,
    release(1, () => ['ready', 'ready']),
  );
  writeDate(cluster.bin, world.clock);
  const own = ownEnvironment(folder);
  const env = {
    ...own,
    ...world.env,
    // Below the home folder, as it is for anybody: it is shown by a short name.
    XDG_STATE_HOME: undefined,
    PATH: [cluster.bin, own['PATH']].join(delimiter),
    KUBECONFIG: cluster.kubeconfig,
    COLORFGBG: theme === 'dark' ? '15;0' : '0;15',
  };
  return {
    folder,
    cluster,
    world,
    shows: (args, size) => showProgram({ folder, env }, args, { program: world.program, ...size }),
    async close() {
      await cluster.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const names = serviceNames();

/** The services at a revision. `pods` says of each, by its place in the list, how its pods are. */
export function release(
  revision: number,
  pods: (index: number) => readonly PodOnStage[],
): readonly ServiceOnStage[] {
  return names.map((name, index) => ({
    name,
    tag: `v1.${revision + 1}.0`,
    revision,
    since: '2026-03-03T09:30:00Z',
    pods: pods(index),
  }));
}

function serviceNames(): readonly string[] {
  const path = join(repository, 'runbooks/platform.yaml');
  const { inventory } = parseInventory({ path, bytes: readFileSync(path) });
  return (inventory?.services ?? []).map(({ name }) => name);
}

/** A `date` that tells the time of the stage, as `date +%H:%M:%S` does. */
function writeDate(bin: string, clock: string): void {
  const path = join(bin, 'date');
  const program = [
    `#!${process.execPath}`,
    `const now = Number(require('node:fs').readFileSync(${JSON.stringify(clock)}, 'utf8'));`,
    'console.log(new Date(now).toISOString().slice(11, 19));',
    '',
  ];
  writeFileSync(path, program.join('\n'));
  chmodSync(path, 0o755);
}
