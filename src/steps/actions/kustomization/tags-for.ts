import { isAbsolute, join } from 'node:path';
import type { Service } from '../../../runbook/inventory.ts';
import type { RunContext } from '../../context.ts';
import type { DeploymentImages } from '../../manifest/image-table.ts';
import { isTag, parseImage } from '../../manifest/image-reference.ts';
import { readImages } from '../snapshot/read-images.ts';

/** The tag for each image; or what is missing for it. */
export type Tags =
  /** One image may belong to several services. */
  | { readonly ok: true; readonly byImage: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly expected: string; readonly observed: string };

/** The tags that services' images get: one for all, or for each the one that a snapshot recorded. */
export async function tagsFor(
  services: readonly Service[],
  { tag, snapshot }: { readonly tag?: string | undefined; readonly snapshot?: string | undefined },
  context: RunContext,
): Promise<Tags> {
  if ((tag === undefined) === (snapshot === undefined)) {
    const observed = tag === undefined ? 'neither' : 'both';
    return { ok: false, expected: 'either a tag or a snapshot', observed };
  }
  if (snapshot === undefined) return oneTag(services, tag ?? '');
  const folder = isAbsolute(snapshot) ? snapshot : join(context.sessionDir, snapshot);
  const recorded = await readImages(folder, context);
  if (recorded === undefined)
    return { ok: false, expected: 'the images of a snapshot', observed: `none in ${folder}` };
  return recordedTags(services, recorded);
}

function oneTag(services: readonly Service[], tag: string): Tags {
  if (!isTag(tag)) return { ok: false, expected: 'an image tag such as v1.2.3', observed: tag };
  return { ok: true, byImage: new Map(services.map(({ image }) => [image, tag])) };
}

function recordedTags(services: readonly Service[], recorded: readonly DeploymentImages[]): Tags {
  const expected = 'a recorded tag of each service';
  const byImage = new Map<string, string>();
  for (const { name, image, deployment } of services) {
    const row = recorded.find((one) => one.deployment === deployment);
    const tag = row?.containers
      .map((container) => parseImage(container.image))
      .find(({ repository }) => repository === image)?.tag;
    if (tag === undefined) return { ok: false, expected, observed: `none of ${name}` };
    const other = byImage.get(image);
    if (other !== undefined && other !== tag) {
      return { ok: false, expected: `one tag of ${image}`, observed: `${other} and ${tag}` };
    }
    byImage.set(image, tag);
  }
  return { ok: true, byImage };
}
