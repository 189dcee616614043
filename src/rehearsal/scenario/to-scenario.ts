import type {
  ApiFaults,
  Behaviour,
  Happening,
  Moment,
  PlatformState,
  Releases,
  Right,
  Scenario,
} from './model.ts';
import type { WrittenScenario } from './schema.ts';

/** Milliseconds since the newest backup, where a scenario does not say otherwise. */
const usualBackupAge = 25 * 60_000;

/** A scenario as the rest of the program knows it. */
export function toScenario(written: WrittenScenario, path: string): Scenario {
  const { good, api, platform, denied, releases, happens, ...same } = written;
  const { since, 'noticed-by': noticedBy, 'well-again-by': wellAgainBy, within } = good;
  return {
    ...same,
    releases: toReleases(releases),
    denied: denied.map(toRight),
    api: toApi(api),
    platform: {
      vault: 'open',
      database: 'normal',
      stuckConsumers: [],
      backupAge: usualBackupAge,
      workflow: 'passes',
      ...toPlatform(platform),
    },
    happens: happens.map(toHappening),
    good: {
      ends: good.ends,
      at: good.at,
      neverSkip: good['never-skip'],
      told: good.told,
      ...present({ since, noticedBy, wellAgainBy, within }),
    },
    path,
  };
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without the keys that hold nothing. */
function present<T extends Readonly<Record<string, unknown>>>(values: T): Defined<T>;
function present(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function toReleases(written: WrittenScenario['releases']): Releases {
  return Object.fromEntries(
    Object.entries(written).map(([tag, { services, ...all }]) => {
      const own = Object.entries(services).map(([name, keys]) => [name, toBehaviour(keys)] as const);
      return [tag, { ...toBehaviour(all), services: Object.fromEntries(own) }];
    }),
  );
}

type WrittenBehaviour = WrittenScenario['releases'][string]['services'][string];

function toBehaviour(written: WrittenBehaviour): Behaviour {
  const { registry, pull, crashes, latency, healthy, log, commands } = written;
  return present({
    registry,
    pull,
    crashes,
    latency,
    healthy,
    log,
    commands,
    readyAfter: written['ready-after'],
    outOfMemory: written['out-of-memory'],
    errorPercent: written['error-percent'],
  });
}

function toRight(text: string): Right {
  const [verb = '', object = ''] = text.split(' ');
  const [named = '', subresource] = object.split('/');
  const [resource = '', ...group] = named.split('.');
  return { verb, group: group.join('.'), resource, ...present({ subresource }) };
}

const statuses = { 429: 429, 500: 500, 503: 503 } as const;

function toApi({ requests, 'watch-life': watchLife }: WrittenScenario['api']): ApiFaults {
  return {
    requests: requests.map(({ percent, methods, path, status, delay }) => ({
      percent,
      ...present({ methods, path, delay, status: status === undefined ? undefined : statuses[status] }),
    })),
    ...present({ watchLife }),
  };
}

function toPlatform(written: WrittenScenario['platform']): Partial<PlatformState> {
  const { vault, database, workflow } = written;
  return present({
    vault,
    database,
    workflow,
    stuckConsumers: written['stuck-consumers'],
    backupAge: written['backup-age'],
  });
}

function toHappening(written: WrittenScenario['happens'][number]): Happening {
  const { after, of, releases, platform, api } = written;
  return {
    after,
    of: toMoment(of),
    ...present({
      loses: written['loses-node'],
      recovers: written['recovers-node'],
      releases: releases && toReleases(releases),
      platform: platform && toPlatform(platform),
      api: api && toApi(api),
    }),
  };
}

function toMoment(written: WrittenScenario['happens'][number]['of']): Moment {
  if (written === undefined) return { at: 'beginning' };
  if ('changed' in written) return { at: 'changed', service: written.changed };
  const { service } = written;
  return 'applied' in written
    ? { at: 'applied', tag: written.applied, ...present({ service }) }
    : { at: 'ready', tag: written.ready, ...present({ service }) };
}
