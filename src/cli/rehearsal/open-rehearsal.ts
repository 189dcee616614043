import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { openLibrary } from '../../platform/library.ts';
import type { FoundRunbook } from '../../platform/library.ts';
import { packageRoot } from '../../platform/package-root.ts';
import { identityOf } from '../../platform/process-identity.ts';
import { createProcesses } from '../../platform/processes.ts';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { type Platform, startPlatform } from '../../rehearsal/platform.ts';
import { removeFolders } from '../../rehearsal/workspace/folders.ts';
import { emptyInventory, readInventory } from '../../rehearsal/workspace/inventory.ts';
import { removeLeftovers } from '../../rehearsal/workspace/leftovers.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';
import type { Stage } from '../session/stage.ts';
import type { Workplace } from '../session/workplace.ts';
import { cleanUpAtEnd } from './clean-up.ts';
import { healthy } from './healthy.ts';
import { librarySource, teamRepository } from './team.ts';

/** Sets up the rehearsal of a runbook. Problems: there is no such runbook, or its platform can't be started. */
export async function openRehearsal(
  workplace: Workplace,
  options: RunOptions,
  wanted: string | true,
): Promise<Result<Stage>> {
  const { io, library } = workplace;
  if (options.context !== undefined) return err(notWith('--context', 'a rehearsal has a cluster of its own'));
  if (options.runbook === undefined)
    return err(notWith('no runbook', 'name one: teei-runbook deploy --rehearse'));
  const found = library.find(options.runbook);
  if (!found.ok) return found;
  const read = library.inventory(found.value.file);
  if (!read.ok) return read;
  removeLeftovers((owner) => createProcesses().alive(owner), systemClock.now());
  const written = writtenInventory(workplace, found.value);
  const setting = { ...healthy, pace: options.pace ?? healthy.pace };
  const environment = options.environment ?? (written.environments['production'] && 'production');
  const platform = await startPlatform({
    setting,
    owner: JSON.stringify(identityOf(process.pid)),
    env: io.env,
    clock: systemClock,
    library: librarySource(found.value, library.folders),
    inventory: { written, read: read.value?.inventory },
    environment,
    team: teamRepository(io.cwd, written),
    sample: join(packageRoot(), 'examples', 'platform'),
  });
  if (!platform.ok) return platform;
  const release = cleanUpAtEnd(() => removeFolders(platform.value.folders));
  return ok({
    workplace: onStage(workplace, platform.value, wanted === true ? 'healthy' : wanted),
    options: {
      ...options,
      runbook: runbookOnStage(found.value, workplace),
      ...(environment === undefined ? {} : { environment }),
    },
    close: async () => {
      await platform.value.close();
      release();
    },
  });
}

function notWith(what: string, why: string): ReturnType<typeof problem> {
  return problem('rehearsal/options', `--rehearse does not go with ${what}: ${why}.`);
}

function writtenInventory({ library }: Workplace, { file }: FoundRunbook) {
  const path = library.inventoryFile(file);
  const written = path === undefined ? undefined : readInventory(readFileSync(path, 'utf8'));
  return written ?? emptyInventory();
}

/** The same operator with the same sessions and keys, in the rehearsal's folder, with its environment. */
function onStage(workplace: Workplace, { folders, env, clock }: Platform, scenario: string): Workplace {
  const { repository: cwd } = folders;
  const userFolder = workplace.places.library;
  return {
    ...workplace,
    io: ioAt(workplace.io, cwd, env),
    library: openLibrary({ cwd, env, userFolder }, stepKinds),
    rehearsal: { scenario, env, clock },
  };
}

/** The streams stay as they are: asking for standard input opens it. */
function ioAt(io: Io, cwd: string, env: Io['env']): Io {
  return {
    get stdin() {
      return io.stdin;
    },
    stdout: io.stdout,
    stderr: io.stderr,
    env,
    cwd,
  };
}

/** A runbook of a library is found by its id again; a single file lies beside the inventory. */
function runbookOnStage(found: FoundRunbook, { library }: Workplace): string {
  const { folder, file } = librarySource(found, library.folders);
  return folder === undefined ? join('runbooks', basename(file)) : found.id;
}
