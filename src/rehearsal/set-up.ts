import { join } from 'node:path';
import type { WrittenInventory } from '../runbook/inventory-schema.ts';
import { applyObjects, ensureNamespace, objectsOf } from './initial-state.ts';
import type { SimulatedCluster } from './kubernetes/cluster.ts';
import type { ServiceListener } from './kubernetes/network/service-listener.ts';
import type { Monitoring } from './monitoring/listen.ts';
import type { Outside } from './outside/listen.ts';
import { rehearsedSecret, rehearsedValues } from './outside/team-values.ts';
import type { SimulatedDatabase } from './outside/postgres/listen.ts';
import type { PlatformOptions } from './platform-options.ts';
import { missingImages, releasesOf } from './releases.ts';
import type { Director } from './scenario/director.ts';
import type { PlatformState } from './scenario/model.ts';
import type { SettlingSchedule } from './time/settling-schedule.ts';
import { installTools } from './tools/install.ts';
import { setVaultSealed } from './tools/vault-state.ts';
import { seedBackups } from './workspace/backups.ts';
import { seedCertificate } from './workspace/certificate.ts';
import { writeEntrance } from './workspace/entrance.ts';
import { rehearsedInventory, rolesOf } from './workspace/inventory.ts';
import { contextName, writeKubeconfig } from './workspace/kubeconfig.ts';
import { seedSchemaVersions } from './workspace/schema-versions.ts';
import { seedSecrets } from './workspace/secrets.ts';
import { makePeople, type Person } from './workspace/people.ts';
import { commitRepository, layOutRepository } from './workspace/repository.ts';
import { type ProgramPlace, runProgram } from './workspace/run-program.ts';

/** What is there already when the folders are filled. */
export interface Parts {
  readonly cluster: SimulatedCluster;
  readonly services: ServiceListener;
  readonly monitoring: Monitoring;
  readonly outside: Outside;
  readonly database: SimulatedDatabase;
  readonly schedule: SettlingSchedule;
  readonly director: Director;
  readonly place: ProgramPlace;
}

/** Simulated milliseconds in which what runs at the beginning becomes ready. */
const settling = 10 * 60_000;

/** Simulated milliseconds since a version was rolled out, where one was. */
const sinceRollout = 5 * 60_000;

/** Fills the folders and the cluster; everything that can be done at the same time is. Rejects where it can't be done. */
export async function setUp(options: PlatformOptions, parts: Parts): Promise<readonly Person[]> {
  const { folders, inventory, scenario, library, team, sample } = options;
  const { place, cluster } = parts;
  const { running } = scenario;
  const releases = releasesOf(scenario);
  const services = inventory.read?.services ?? [];
  const overlay = environmentOf(options)?.values['overlay'];
  const overlays = overlay === undefined ? [] : [overlay];
  const images = services.map(({ image }) => image);
  const people = makePeople(rolesOf(inventory.written), folders.keys, place);
  await layOutRepository(folders, { team, sample, library, overlays, images, running }, place);
  await Promise.all([
    writeKubeconfig(folders, cluster.url),
    writeEntrance(folders, place.env),
    installTools(folders, options.env['PATH'] ?? '', {
      releases,
      missingImages: missingImages(scenario, services),
    }),
    people.then((made) => {
      const text = inventoryText(options, parts, made);
      return commitRepository(folders, { running, releases, inventory: text }, place);
    }),
    deployAtFirst(options, parts, overlay),
  ]);
  return people;
}

/** The environment that is rehearsed, as the inventory has it. */
export function environmentOf({
  inventory: { written },
  environment,
}: PlatformOptions): WrittenInventory['environments'][string] | undefined {
  return environment === undefined ? undefined : written.environments[environment];
}

function inventoryText(
  { inventory, scenario, clock }: PlatformOptions,
  { cluster, services, monitoring, outside, database }: Parts,
  people: readonly Person[],
): string {
  return rehearsedInventory(inventory.written, {
    server: cluster.url,
    clusterUid: cluster.uid,
    context: contextName,
    window: scenario.window,
    now: clock.now(),
    endpoint: (name) => `${services.url}/${name}`,
    values: rehearsedValues,
    secret: (name) => rehearsedSecret(name, outside.endpoints),
    outside: { ...monitoring.endpoints, ...outside.endpoints, ...database.endpoints },
    people,
  });
}

/** What runs before the runbook begins: the overlay at the running tag, and what was rolled out over it. */
async function deployAtFirst(
  options: PlatformOptions,
  { cluster, monitoring, outside, database, schedule, director, place }: Parts,
  overlay: string | undefined,
): Promise<void> {
  const { folders, inventory, scenario, deployed, pace } = options;
  const { world } = cluster;
  for (const { namespace } of Object.values(inventory.written.environments))
    ensureNamespace(world, namespace);
  const namespace = environmentOf(options)?.namespace;
  const manifest =
    overlay === undefined || namespace === undefined ? '' : await render(join(folders.repository, overlay));
  if (namespace !== undefined && overlay !== undefined) {
    const certified = seedCertificate(world, namespace, folders, place);
    seedSecrets(world, namespace);
    seedSchemaVersions(world, namespace);
    await applyObjects(world, namespace, objectsOf(manifest));
    await certified;
  }
  const follow = (): void => setVaultSealed(folders, director.platform().vault === 'sealed');
  if (deployed === undefined || namespace === undefined) {
    await schedule.settle(settling);
    if (namespace !== undefined) director.begin(world, namespace, follow);
  } else {
    await schedule.pass(settling);
    schedule.leap(sinceRollout);
    director.begin(world, namespace, follow);
    await applyObjects(world, namespace, objectsOf(retagged(manifest, options, deployed)));
    await schedule.settle(sinceRollout);
  }
  const cronJob = environmentOf(options)?.values['backup-cronjob'];
  if (cronJob !== undefined && namespace !== undefined) {
    seedBackups(world, { namespace, cronJob, age: director.platform().backupAge });
  }
  follow();
  const stuckConsumers = (): readonly string[] => director.platform().stuckConsumers;
  monitoring.watch({ world, pace, namespace: namespace ?? 'default', stuckConsumers });
  const platform = (): PlatformState => director.platform();
  database.open(platform);
  outside.open({ world, namespace: namespace ?? 'default', pace, releases: releasesOf(scenario), platform });

  async function render(folder: string): Promise<string> {
    const rendered = await runProgram('kubectl', ['kustomize', folder], place);
    return rendered.ok ? rendered.stdout : '';
  }
}

/** The manifest with the images of the services at another tag. */
function retagged(manifest: string, { inventory, scenario }: PlatformOptions, tag: string): string {
  const images = (inventory.read?.services ?? []).map(({ image }) => image);
  return images.reduce(
    (text, image) => text.replaceAll(`${image}:${scenario.running}\n`, `${image}:${tag}\n`),
    manifest,
  );
}
