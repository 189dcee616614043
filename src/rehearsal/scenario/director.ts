import type { ImageBehaviour } from '../kubernetes/kubelet/behaviour.ts';
import { seed } from '../kubernetes/seed.ts';
import type { Faults, Stop, World } from '../kubernetes/world.ts';
import { changingFaults } from './api-faults.ts';
import { otherBehaviour, serviceBehaviour, type ServiceImage, taggedService } from './image-behaviour.ts';
import type { Happening, PlatformState, Releases, Right, Scenario } from './model.ts';
import { whenReached } from './moments.ts';
import { setNode } from './nodes.ts';

/** A scenario as the simulated platform plays it. */
export interface Director {
  readonly nodes: readonly string[];
  readonly faults: Faults;
  readonly denied: readonly Right[];
  behaviourOf(image: string): ImageBehaviour | undefined;
  /** What the services stand on, at this moment. */
  platform(): PlatformState;
  /**
   * Sets the namespace up, which must exist, and lets happen from now on what the scenario says. Ends with the
   * returned function; what has happened by then stays. `changed` hears of each change of the platform.
   */
  begin(world: World, namespace: string, changed?: () => void): Stop;
}

/** Directs a scenario. `services`: those of the inventory, so that their images are known. */
export function directScenario(scenario: Scenario, services: readonly ServiceImage[]): Director {
  const { running } = scenario;
  const faults = changingFaults(scenario.api);
  let { releases, platform } = scenario;

  function take(world: World, happening: Happening): void {
    const { loses, recovers, api } = happening;
    releases = mergedReleases(releases, happening.releases ?? {});
    platform = { ...platform, ...happening.platform };
    if (loses !== undefined) setNode(world, loses, 'lost');
    if (recovers !== undefined) setNode(world, recovers, 'back');
    if (api !== undefined) faults.change(api);
  }

  return {
    nodes: scenario.nodes,
    faults,
    denied: scenario.denied,
    platform: () => platform,
    behaviourOf: (image) => {
      const service = taggedService(image, services);
      return service === undefined ? otherBehaviour(image) : serviceBehaviour(service, releases, running);
    },
    begin: (world, namespace, changed = () => {}) => {
      seedQuota(world, namespace, scenario.quota);
      const stops = scenario.happens.map((happening) =>
        planned(world, happening, services, () => {
          take(world, happening);
          changed();
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Once its moment has come and its time has passed, a happening takes place. */
function planned(
  { store, schedule }: World,
  { of, after }: Happening,
  services: readonly ServiceImage[],
  take: () => void,
): Stop {
  let cancel: Stop | undefined;
  const stop = whenReached(of, store, services, () => {
    cancel = schedule.after(after, take);
  });
  return () => {
    stop();
    cancel?.();
  };
}

/** What is said of a release is added to what was; what is said of one service stands before what is said of all. */
function mergedReleases(before: Releases, changes: Releases): Releases {
  const changed = Object.entries(changes).map(([tag, change]) => {
    const { services = {}, ...all } = before[tag] ?? {};
    const own = Object.entries(change.services).map(
      ([name, behaviour]) => [name, { ...services[name], ...behaviour }] as const,
    );
    return [tag, { ...all, ...change, services: { ...services, ...Object.fromEntries(own) } }] as const;
  });
  return { ...before, ...Object.fromEntries(changed) };
}

function seedQuota(world: World, namespace: string, hard: Scenario['quota']): void {
  if (Object.keys(hard).length === 0) return;
  seed(world, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'namespace-quota', namespace },
    spec: { hard },
    status: { hard, used: Object.fromEntries(Object.keys(hard).map((name) => [name, '0'])) },
  });
}
