import { join } from 'node:path';
import { err, errorText, ok, problem, type Result } from '../problem/problem.ts';
import type { Inventory } from '../runbook/inventory.ts';
import type { WrittenInventory } from '../runbook/inventory-schema.ts';
import type { Clock } from '../steps/ports/clock.ts';
import { applyObjects, ensureNamespace, objectsOf } from './initial-state.ts';
import { checkKubectl } from './kubectl.ts';
import { type SimulatedCluster, startCluster } from './kubernetes/cluster.ts';
import { randomIds } from './kubernetes/objects/ids.ts';
import type { ImageBehaviour } from './kubernetes/kubelet/behaviour.ts';
import type { Faults } from './kubernetes/world.ts';
import { compressedClock } from './time/clock.ts';
import { compressedSchedule } from './time/schedule.ts';
import { installTools } from './tools/install.ts';
import { openClosedDoor } from './workspace/closed-door.ts';
import { rehearsalEnv } from './workspace/command-env.ts';
import { type Folders, makeFolders, removeFolders } from './workspace/folders.ts';
import { rehearsedInventory, rolesOf } from './workspace/inventory.ts';
import { contextName, writeKubeconfig } from './workspace/kubeconfig.ts';
import type { LibrarySource } from './workspace/library.ts';
import { makePeople, type Person } from './workspace/people.ts';
import { commitRepository, layOutRepository, writeGitSettings } from './workspace/repository.ts';
import { type ProgramPlace, runProgram } from './workspace/run-program.ts';

/** What the platform is like at the beginning. */
export interface Setting {
  readonly pace: number;
  /** Tag of the images that run. */
  readonly running: string;
  /** Versions that git, GitHub and the registry know. */
  readonly releases: readonly string[];
  readonly window: 'open' | 'closed';
  readonly nodes: readonly string[];
  readonly faults: Faults;
  behaviourOf(image: string): ImageBehaviour | undefined;
}

export interface PlatformOptions {
  readonly setting: Setting;
  /** Who starts it, as JSON: whoever finds the folders later can tell whether they are in use. */
  readonly owner: string;
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
  readonly folders: Folders;
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

async function start(
  options: PlatformOptions,
  onClose: (closer: () => Promise<void> | void) => void,
): Promise<Result<Started>> {
  const { setting, clock } = options;
  const folders = makeFolders(options.owner);
  onClose(() => removeFolders(folders));
  writeGitSettings(folders);
  const door = await openClosedDoor();
  onClose(() => door.close());
  const cluster = await startCluster({
    ...setting,
    schedule: compressedSchedule(setting.pace),
    ids: randomIds,
  });
  onClose(() => cluster.close());
  const env = rehearsalEnv(options.env, folders, door.url);
  const place: ProgramPlace = { cwd: folders.root, env };
  const [kubectl, people] = await Promise.all([
    checkKubectl(place),
    setUp(options, { cluster, folders, place }),
  ]);
  if (!kubectl.ok) return kubectl;
  return ok({ cluster, folders, env, clock: compressedClock(setting.pace, clock), people });
}

interface Parts {
  readonly cluster: SimulatedCluster;
  readonly folders: Folders;
  readonly place: ProgramPlace;
}

/** Everything that can be made at the same time is. */
async function setUp(options: PlatformOptions, parts: Parts): Promise<readonly Person[]> {
  const { inventory, setting, library, team, sample } = options;
  const { folders, place, cluster } = parts;
  const { running, releases } = setting;
  const people = makePeople(rolesOf(inventory.written), folders.keys, place);
  const overlay = overlayOf(options);
  const images = inventory.read?.services.map(({ image }) => image) ?? [];
  const overlays = overlay === undefined ? [] : [overlay];
  await layOutRepository(folders, { team, sample, library, overlays, images, running, releases }, place);
  await Promise.all([
    writeKubeconfig(folders, cluster.url),
    installTools(folders, options.env['PATH'] ?? '', { releases, missingImages: [], vaultSealed: false }),
    people.then((made) => {
      const text = inventoryText(options, cluster, made);
      return commitRepository(folders, { running, releases, inventory: text }, place);
    }),
    deployAtFirst(options, parts, overlay),
  ]);
  return people;
}

function inventoryText(
  { inventory, setting, clock }: PlatformOptions,
  { url, uid }: SimulatedCluster,
  people: readonly Person[],
): string {
  return rehearsedInventory(inventory.written, {
    server: url,
    clusterUid: uid,
    context: contextName,
    window: setting.window,
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
  { cluster, folders, place }: Parts,
  overlay: string | undefined,
): Promise<void> {
  for (const { namespace } of Object.values(inventory.written.environments))
    ensureNamespace(cluster.world, namespace);
  const namespace =
    environment === undefined ? undefined : inventory.written.environments[environment]?.namespace;
  if (overlay === undefined || namespace === undefined) return;
  const rendered = await runProgram('kubectl', ['kustomize', join(folders.repository, overlay)], place);
  if (!rendered.ok) return;
  await applyObjects(cluster.world, namespace, objectsOf(rendered.stdout));
}
