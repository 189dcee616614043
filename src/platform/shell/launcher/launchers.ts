import type { ShellSetup } from '../../../steps/ports/shell.ts';
import { folderIdentity } from '../folder-identity.ts';
import { Launcher } from './launcher.ts';
import { passesThrough } from './launcher-script.ts';

/** The launchers of one program, started as they are needed: one for the command that runs, one for the next. */
export interface Launchers {
  /** One that is idle, in the folder of this setup. Undefined: Node has to start this process itself. */
  idle(setup: ShellSetup, env: Readonly<Record<string, string>>): Promise<Launcher | undefined>;
}

interface Placed {
  readonly launcher: Launcher;
  readonly folder: string;
}

/** Only Linux has what they need; elsewhere Node does not fork either. `grace`: milliseconds between TERM and KILL. */
export function createLaunchers({ bash, grace }: { bash: string; grace: number }): Launchers {
  let placed: readonly Placed[] = [];
  let possible = process.platform === 'linux';
  return {
    async idle(setup, env) {
      const folder = folderIdentity(setup.cwd);
      const can = possible && passesThrough({ ...env, script: setup.script });
      if (!can || folder === undefined) return undefined;
      const here = placed.find((each) => each.folder === folder && each.launcher.idle);
      if (here !== undefined) return here.launcher;
      const launcher = await Launcher.start(bash, { cwd: setup.cwd, env, grace });
      possible = launcher !== undefined;
      placed = placed.filter((each) => each.folder === folder && !each.launcher.ended);
      if (launcher !== undefined) placed = [...placed, { launcher, folder }];
      return launcher;
    },
  };
}
