import { isAbsolute, join } from 'node:path';
import type { Service } from '../../../runbook/inventory.ts';
import type { RunContext } from '../../context.ts';
import { type DeploymentImages, imageTable } from '../../manifest/image-table.ts';
import { isTag, parseImage } from '../../manifest/image-reference.ts';
import { readImages } from '../snapshot/read-images.ts';

/** The tag for each image; or what is missing for it. */
export type Tags =
  /** One image may belong to several services. */
  | { readonly ok: true; readonly byImage: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly expected: string; readonly observed: string };

/** Where the tags come from: exactly one of these. */
export interface TagSource {
  readonly tag?: string | undefined;
  /** Folder of a snapshot. */
  readonly snapshot?: string | undefined;
  readonly running?: true | undefined;
}

/**
 * The tags that services' images get: one for all, for each the one that a snapshot recorded, or the one that runs.
 * Rejects with ClusterError.
 */
export async function tagsFor(
  services: readonly Service[],
  { tag, snapshot, running }: TagSource,
  context: RunContext,
): Promise<Tags> {
  const given = [tag, snapshot, running].filter((each) => each !== undefined).length;
  if (given !== 1) {
    const observed = given === 0 ? 'none of them' : 'more than one';
    return { ok: false, expected: 'one of tag, snapshot and running', observed };
  }
  if (tag !== undefined) return oneTag(services, tag);
  if (snapshot !== undefined) return savedTags(services, snapshot, context);
  return runningTags(services, context);
}

async function savedTags(services: readonly Service[], snapshot: string, context: RunContext): Promise<Tags> {
  const folder = isAbsolute(snapshot) ? snapshot : join(context.sessionDir, snapshot);
  const recorded = await readImages(folder, context);
  if (recorded === undefined)
    return { ok: false, expected: 'the images of a snapshot', observed: `none in ${folder}` };
  return recordedTags(services, recorded);
}

async function runningTags(services: readonly Service[], context: RunContext): Promise<Tags> {
  const { cluster } = context.ports;
  if (cluster === undefined) return { ok: false, expected: 'a pinned cluster', observed: 'none' };
  const rows = imageTable(await cluster.look(['deployments']));
  const there = services.filter((service) => rows.some((row) => row.deployment === service.deployment));
  return recordedTags(there, rows);
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
