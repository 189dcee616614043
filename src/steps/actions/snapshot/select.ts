import type { z } from 'zod';
import { targetsOf } from '../../checks/targets.ts';
import type { PreviewContext } from '../../context.ts';
import { asksForAll, type servicesSchema } from '../../manifest/asked-services.ts';
import { field, text } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Manifest } from '../../ports/cluster.ts';

/** What belongs to the services that are asked for: the objects of their Deployment's name and the autoscalers that scale it. */
export function objectsOf(
  objects: readonly Manifest[],
  only: z.infer<typeof servicesSchema>,
  context: PreviewContext,
): readonly Manifest[] {
  if (asksForAll(only)) return objects;
  const names = new Set(targetsOf(only, context).map((target) => target.deployment));
  return objects.filter((object) => names.has(scaledBy(object) ?? nameOf(object)));
}

/** Names of the Deployments whose number of pods an autoscaler among the objects owns. */
export function autoscaledBy(objects: readonly Manifest[]): ReadonlySet<string> {
  return new Set(objects.map(scaledBy).filter((name) => name !== undefined));
}

/** The Deployment whose number of pods the object owns, if it is an autoscaler. */
function scaledBy(object: Manifest): string | undefined {
  const target = field(object, 'spec', 'scaleTargetRef');
  return field(target, 'kind') === 'Deployment' ? text(field(target, 'name')) : undefined;
}
