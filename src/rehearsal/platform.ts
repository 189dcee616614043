import { join } from 'node:path';
import { err, errorText, ok, problem, type Result } from '../problem/problem.ts';
import type { Inventory } from '../runbook/inventory.ts';
import type { WrittenInventory } from '../runbook/inventory-schema.ts';
import type { Clock } from '../steps/ports/clock.ts';
import { applyObjects, ensureNamespace, objectsOf } from './initial-state.ts';
import { checkKubectl } from './kubectl.ts';
import { type SimulatedCluster, startCluster } from './kubernetes/cluster.ts';
import { randomIds } from './kubernetes/objects/ids.ts';
import { type Director, directScenario } from './scenario/director.ts';
import type { Scenario } from './scenario/model.ts';
import { compressedClock } from './time/clock.ts';
import { settlingSchedule, type SettlingSchedule } from './time/settling-schedule.ts';
import { installTools } from './tools/install.ts';
import { openClosedDoor } from './workspace/closed-door.ts';
import { rehearsalEnv } from './workspace/command-env.ts';
import { type Folders, removeFolders } from './workspace/folders.ts';
import { rehearsedInventory, rolesOf } from './workspace/inventory.ts';
import { contextName, writeKubeconfig } from './workspace/kubeconfig.ts';
import type { LibrarySource } from './workspace/library.ts';
import { makePeople, type Person } from './workspace/people.ts';
import { commitRepository, layOutRepository, writeGitSettings } from './workspace/repository.ts';
import { type ProgramPlace, runProgram } from './workspace/run-program.ts';

export interface PlatformOptions {
  readonly scenario: Scenario;
  /** How many times as fast as the clock the platform runs. */
  readonly pace: number;
  /** Made for it alone; removed when it is closed. */
  readonly folders: Folders;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly library: LibrarySource;
  readonly inventory: { readonly written: WrittenInventory; readonly read: Inventory | undefined };
  /** The environment that is rehearsed; undefined: it is not known yet, and nothing runs at the beginning. */
  readonly environment: string | undefined;
  /** The repository that the operator stands in, where it holds an overlay of the inventory. */
  readonly team: string | undefined;
  /** The folder of the sample platform. */
  readonly sample: string;
}

/** A platform that is there for one rehearsal. */
export interface Platform {
  readonly cluster: SimulatedCluster;
  /** The environment of commands. */
  readonly env: Readonly<Record<string, string>>;
  /** The clock that steps wait by. */
  readonly clock: Clock;
  readonly people: readonly Person[];
  /** Ends and removes everything. */
  close(): Promise<void>;
}

/** Starts a platform on loopback, with its folders. Where that fails, nothing of it is left. */
export async function startPlatform(options: PlatformOptions): Promise<Result<Platform>> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const started = await start(options, (closer) => closers.push(closer));
    if (started.ok) return ok({ ...started.value, close });
    await close();
    return started;
  } catch (thrown) {
    await close();
    return err(
      problem('rehearsal/failed', 'The platform of the rehearsal could not be set up.', {
        hint: 'Nothing was started; see whether the folder for temporary files has room and can be written',
        cause: errorText(thrown),
      }),
    );
  }
}

type Started = Omit<Platform, 'close'>;

/** Milliseconds since what runs at the beginning was deployed: long enough that its events are forgotten. */
const age = 26 * 3600_000;
/** Simulated milliseconds that it is given to become ready. */
const settling = 10 * 60_000;

async function start(
  options: PlatformOptions,
  onClose: (closer: () => Promise<void> | void) => void,
): Promise<Result<Started>> {
  const { scenario, pace, clock, inventory, folders } = options;
  onClose(() => removeFolders(folders));
  writeGitSettings(folders);
  const door = await openClosedDoor();
  onClose(() => door.close());
  const director = directScenario(scenario, inventory.read?.services ?? []);
  const schedule = settlingSchedule(pace, age);
  const cluster = await startCluster({ ...director, schedule, ids: randomIds });
  onClose(() => cluster.close());
  const env = rehearsalEnv(options.env, folders, door.url);
  const place: ProgramPlace = { cwd: folders.root, env };
  const [kubectl, people] = await Promise.all([
    checkKubectl(place),
    setUp(options, { cluster, schedule, director, folders, place }),
  ]);
  if (!kubectl.ok) return kubectl;
  return ok({ cluster, env, clock: compressedClock(pace, clock), people });
}

interface Parts {
  readonly cluster: SimulatedCluster;
  readonly schedule: SettlingSchedule;
  readonly director: Director;
  readonly folders: Folders;
  readonly place: ProgramPlace;
}

/** Everything that can be made at the same time is. */
async function setUp(options: PlatformOptions, parts: Parts): Promise<readonly Person[]> {
  const { inventory, scenario, library, team, sample } = options;
  const { folders, place, cluster } = parts;
  const { running } = scenario;
  const releases = releasesOf(scenario);
  const people = makePeople(rolesOf(inventory.written), folders.keys, place);
  const overlay = overlayOf(options);
  const images = inventory.read?.services.map(({ image }) => image) ?? [];
  const overlays = overlay === undefined ? [] : [overlay];
  await layOutRepository(folders, { team, sample, library, overlays, images, running, releases }, place);
  await Promise.all([
    writeKubeconfig(folders, cluster.url),
    installTools(folders, options.env['PATH'] ?? '', {
      releases,
      missingImages: missingImages(options),
      vaultSealed: scenario.platform.vault === 'sealed',
    }),
    people.then((made) => {
      const text = inventoryText(options, cluster, made);
      return commitRepository(folders, { running, releases, inventory: text }, place);
    }),
    deployAtFirst(options, parts, overlay),
  ]);
  return people;
}

function inventoryText(
  { inventory, scenario, clock }: PlatformOptions,
  { url, uid }: SimulatedCluster,
  people: readonly Person[],
): string {
  return rehearsedInventory(inventory.written, {
    server: url,
    clusterUid: uid,
    context: contextName,
    window: scenario.window,
    now: clock.now(),
    endpoint: (name) => `${url}/${name}`,
    people,
  });
}

function overlayOf({ inventory, environment }: PlatformOptions): string | undefined {
  return environment === undefined
    ? undefined
    : inventory.written.environments[environment]?.values['overlay'];
}

/** What runs before the runbook begins: the overlay at the running tag, and all of it is well. */
async function deployAtFirst(
  { inventory, environment }: PlatformOptions,
  { cluster, schedule, director, folders, place }: Parts,
  overlay: string | undefined,
): Promise<void> {
  for (const { namespace } of Object.values(inventory.written.environments))
    ensureNamespace(cluster.world, namespace);
  const namespace =
    environment === undefined ? undefined : inventory.written.environments[environment]?.namespace;
  if (overlay !== undefined && namespace !== undefined) {
    const rendered = await runProgram('kubectl', ['kustomize', join(folders.repository, overlay)], place);
    if (rendered.ok) await applyObjects(cluster.world, namespace, objectsOf(rendered.stdout));
  }
  await schedule.settle(settling);
  if (namespace !== undefined) director.begin(cluster.world, namespace);
}

/** The versions that git, GitHub and the registry know: those of the scenario, and the one that it is about. */
function releasesOf({ running, releases, parameters }: Scenario): readonly string[] {
  const version = parameters['version'];
  return [...new Set([running, ...Object.keys(releases), ...(version === undefined ? [] : [version])])];
}

/** Images that were released, but never pushed. */
function missingImages({ scenario, inventory }: PlatformOptions): readonly string[] {
  return Object.entries(scenario.releases).flatMap(([tag, release]) =>
    (inventory.read?.services ?? []).flatMap(({ name, image }) => {
      const { registry } = { ...release, ...release.services[name] };
      return registry === 'missing' ? [`${image}:${tag}`] : [];
    }),
  );
}
