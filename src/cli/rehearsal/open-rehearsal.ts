import { basename, join } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { systemDatabase } from '../../platform/database.ts';
import { type FoundRunbook, openLibrary } from '../../platform/library.ts';
import { packageRoot } from '../../platform/package-root.ts';
import { systemHttp } from '../../platform/http.ts';
import { systemTls } from '../../platform/tls.ts';
import { identityOf } from '../../platform/process-identity.ts';
import { createProcesses } from '../../platform/processes.ts';
import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import { loopbackDatabase, loopbackHttp, loopbackTls } from '../../rehearsal/loopback.ts';
import type { PlatformOptions } from '../../rehearsal/platform-options.ts';
import type { Platform } from '../../rehearsal/platform.ts';
import type { Scenario } from '../../rehearsal/scenario/model.ts';
import { entranceOf } from '../../rehearsal/workspace/entrance.ts';
import { type Folders, makeFolders, removeFolders } from '../../rehearsal/workspace/folders.ts';
import { removeLeftovers } from '../../rehearsal/workspace/leftovers.ts';
import { variableName } from '../../runbook/values/names.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';
import type { Stage } from '../session/stage.ts';
import type { Workplace } from '../session/workplace.ts';
import { briefingOf } from './briefing.ts';
import { choose, type Chosen } from './choose.ts';
import { cleanUpAtEnd } from './clean-up.ts';
import { signerOnStage } from './signer.ts';
import { librarySource, teamRepository } from './team.ts';

/** Sets up the rehearsal of a runbook. Problems: there is no such runbook, or its platform can't be started. */
export async function openRehearsal(
  workplace: Workplace,
  options: RunOptions,
  wanted: string | true,
): Promise<Result<Stage>> {
  const chosen = choose(workplace, options, wanted);
  if (!chosen.ok) return chosen;
  const { scenario, found, parameters, environment, deployed } = chosen.value;
  const pace = options.pace ?? scenario.pace;
  const folders = privateFolders();
  if (!folders.ok) return folders;
  const cleanUp = cleanUpAtEnd(() => removeFolders(folders.value));
  const shown = Promise.withResolvers<void>();
  const told = briefingOf(scenario, pace, entranceOf(folders.value), deployed);
  const briefed = workplace.frontEnd.questions.briefing({ ...told, shown: shown.resolve });
  // While the operator reads, the platform is set up.
  await Promise.race([shown.promise, briefed]);
  const { startPlatform } = await import('../../rehearsal/platform.ts');
  const started = await startPlatform(platformOptions(workplace, chosen.value, pace, folders.value));
  if (!started.ok) {
    cleanUp.release();
    return started;
  }
  const platform = started.value;
  const close = async (): Promise<void> => {
    await platform.close();
    cleanUp.release();
  };
  const begins = await briefed;
  if (!begins.ok) {
    await close();
    return begins;
  }
  cleanUp.leaveSignals();
  return ok({
    workplace: onStage(workplace, platform, folders.value, { scenario, pace }),
    options: {
      ...options,
      runbook: runbookOnStage(found, workplace),
      parameters: [...givenBy(scenario, parameters, workplace.io.env), ...options.parameters],
      ...(environment === undefined ? {} : { environment }),
    },
    close,
  });
}

/** The folders of this rehearsal; what killed ones have left is removed first. */
function privateFolders(): Result<Folders> {
  const processes = createProcesses();
  removeLeftovers((owner) => processes.alive(owner), systemClock.now());
  try {
    return ok(makeFolders(JSON.stringify(identityOf(process.pid))));
  } catch (thrown) {
    const hint = 'Nothing was started; point TMPDIR to a folder that can be written';
    const message = 'The folder of the rehearsal can’t be made.';
    return err(problem('rehearsal/failed', message, { hint, cause: errorText(thrown) }));
  }
}

function platformOptions(
  { io, library }: Workplace,
  { scenario, found, inventory, environment, deployed }: Chosen,
  pace: number,
  folders: Folders,
): PlatformOptions {
  return {
    scenario,
    pace,
    folders,
    env: io.env,
    clock: systemClock,
    library: librarySource(found, library.folders),
    inventory,
    environment,
    ...(deployed === undefined ? {} : { deployed }),
    team: teamRepository(io.cwd, inventory.written),
    sample: join(packageRoot(), 'examples', 'platform'),
  };
}

/** The scenario's values for the parameters that the runbook has. What the environment gives stands before them. */
function givenBy({ parameters }: Scenario, known: readonly string[], env: Io['env']): readonly string[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    known.includes(name) && env[`TEEI_PARAM_${variableName(name)}`] === undefined ? [`${name}=${value}`] : [],
  );
}

/** The same operator with the same sessions and keys, in the rehearsal's folder, with its environment. */
function onStage(
  workplace: Workplace,
  { env, clock, people }: Platform,
  { repository: cwd }: Folders,
  { scenario, pace }: { readonly scenario: Scenario; readonly pace: number },
): Workplace {
  const userFolder = workplace.places.library;
  return {
    ...workplace,
    signer: signerOnStage(workplace.signer, people),
    io: ioAt(workplace.io, cwd, env),
    library: openLibrary({ cwd, env, userFolder }, stepKinds),
    rehearsal: {
      scenario: scenario.id,
      definition: scenario,
      pace,
      env,
      clock,
      http: loopbackHttp(systemHttp),
      tls: loopbackTls(systemTls),
      database: loopbackDatabase(systemDatabase),
      keys: people.map(({ name, role, keyName }) => ({ name, roles: [role], key: keyName })),
    },
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
