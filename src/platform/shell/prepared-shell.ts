import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { ShellNotStarted, type ShellSetup } from '../../steps/ports/shell.ts';
import { type HeldChild, startHeld } from './held-child.ts';

/** At most one shell that was started ahead of time and waits at its gate. */
export interface PreparedShell {
  /** Starts one, instead of any other. It holds up neither the program's end nor anything else. */
  prepare(setup: ShellSetup): Promise<void>;
  /** The one that waits, where it is what a run with this setup would start; any other is let go, having run nothing. */
  take(setup: ShellSetup): HeldChild | undefined;
}

interface Waiting {
  readonly setup: ShellSetup;
  readonly folder: string | undefined;
  readonly held: HeldChild;
}

export function createPreparedShell(bash: string): PreparedShell {
  let waiting: Waiting | undefined;

  function take(setup: ShellSetup): HeldChild | undefined {
    const found = waiting;
    waiting = undefined;
    if (found === undefined) return undefined;
    if (isStillRight(found, setup)) {
      everyHandle(found.held, 'ref');
      return found.held;
    }
    letGo(found.held);
    return undefined;
  }

  return {
    take,
    async prepare(setup) {
      if (waiting !== undefined) letGo(waiting.held);
      waiting = undefined;
      // These have their script in their arguments, or share the terminal.
      if (setup.interactive || setup.carry !== undefined) return;
      try {
        const held = await startHeld(setup, bash);
        everyHandle(held, 'unref');
        waiting = { setup, folder: folderIdentity(setup.cwd), held };
      } catch (thrown) {
        // The run itself will tell, if it is ever asked for.
        if (!(thrown instanceof ShellNotStarted)) throw thrown;
      }
    },
  };
}

/** The command before may have changed what the environment holds, replaced the folder, or ended this shell. */
function isStillRight({ setup, folder, held }: Waiting, wanted: ShellSetup): boolean {
  return (
    held.child.exitCode === null &&
    held.child.signalCode === null &&
    isDeepStrictEqual(setup, wanted) &&
    folder !== undefined &&
    folder === folderIdentity(wanted.cwd)
  );
}

function folderIdentity(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${stats.dev}:${stats.ino}`;
}

/** At the end of the file that it waits on, a held shell ends. */
function letGo({ gate, stdout, stderr }: HeldChild): void {
  for (const stream of [gate, stdout, stderr]) stream?.destroy();
}

function everyHandle({ child, gate, stdout, stderr }: HeldChild, what: 'ref' | 'unref'): void {
  for (const handle of [child, gate, stdout, stderr]) handle?.[what]();
}
