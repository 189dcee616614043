import { isDeepStrictEqual } from 'node:util';
import { ShellNotStarted, type ShellSetup } from '../../steps/ports/shell.ts';
import { checkedEnvironment } from './first-shell.ts';
import { identityOf } from '../process-identity.ts';
import { folderIdentity } from './folder-identity.ts';
import { type HeldChild, startHeld, startLaunched } from './held-child.ts';
import { createLaunchers } from './launcher/launchers.ts';

/** At most one shell that was started ahead of time and waits at its gate. */
export interface PreparedShell {
  /** Starts one, instead of any other. It holds up neither the program's end nor anything else. */
  prepare(setup: ShellSetup): void;
  /**
   * The one that waits, where it is what a run with this setup would start; any other is let go, having run nothing.
   */
  take(setup: ShellSetup): Promise<HeldChild | undefined>;
}

interface Waiting {
  readonly setup: ShellSetup;
  readonly folder: string | undefined;
  readonly held: HeldChild;
}

/** `grace`: milliseconds between TERM and KILL. */
export function createPreparedShell(settings: { bash: string; grace: number }): PreparedShell {
  const launchers = createLaunchers(settings);
  let waiting: Promise<Waiting | undefined> | undefined;

  async function start(setup: ShellSetup): Promise<HeldChild> {
    const env = checkedEnvironment(setup, settings.bash);
    const launcher = await launchers.idle(setup, env);
    const launched = launcher && (await startLaunched(setup, { launcher, bash: settings.bash }));
    return launched ?? startHeld(setup, settings.bash);
  }

  async function startAhead(setup: ShellSetup): Promise<Waiting | undefined> {
    try {
      const folder = folderIdentity(setup.cwd);
      const held = await start(setup);
      held.keepAlive(false);
      return { setup, folder, held };
    } catch (thrown) {
      // The run itself will tell, if it is ever asked for.
      if (!(thrown instanceof ShellNotStarted)) throw thrown;
      return undefined;
    }
  }

  async function take(setup: ShellSetup): Promise<HeldChild | undefined> {
    const found = waiting;
    waiting = undefined;
    const ready = await found;
    if (ready === undefined) return undefined;
    if (isStillRight(ready, setup)) {
      ready.held.keepAlive(true);
      return ready.held;
    }
    letGo(ready.held);
    return undefined;
  }

  return {
    take,
    prepare(setup) {
      void waiting?.then((other) => other && letGo(other.held));
      // These have their script in their arguments, or share the terminal.
      waiting = setup.interactive || setup.carry !== undefined ? undefined : startAhead(setup);
      waiting?.catch(() => undefined);
    },
  };
}

/** The command before may have changed what the environment holds, replaced the folder, or ended this shell. */
function isStillRight({ setup, folder, held }: Waiting, wanted: ShellSetup): boolean {
  return (
    identityOf(held.identity.pid)?.start === held.identity.start &&
    isDeepStrictEqual(setup, wanted) &&
    folder !== undefined &&
    folder === folderIdentity(wanted.cwd)
  );
}

function letGo(held: HeldChild): void {
  held.refuse();
  for (const stream of [held.stdout, held.stderr]) stream?.destroy();
}
