import type { Scenario } from './scenario/model.ts';
import type { ServiceImage } from './scenario/image-behaviour.ts';

/** The versions that git, GitHub and the registry know: those of the scenario, and the one that it is about. */
export function releasesOf({ running, releases, parameters }: Scenario): readonly string[] {
  const version = parameters['version'];
  return [...new Set([running, ...Object.keys(releases), ...(version === undefined ? [] : [version])])];
}

/** Images with their tags that were released, but never pushed. */
export function missingImages({ releases }: Scenario, services: readonly ServiceImage[]): readonly string[] {
  return Object.entries(releases).flatMap(([tag, release]) =>
    services.flatMap(({ name, image }) => {
      const { registry } = { ...release, ...release.services[name] };
      return registry === 'missing' ? [`${image}:${tag}`] : [];
    }),
  );
}
