import { join } from 'node:path';
import * as z from 'zod';
import type { RunContext } from '../../context.ts';
import type { DeploymentImages } from '../../manifest/image-table.ts';
import { imagesFile } from './kinds.ts';

const imagesSchema = z.array(
  z.object({
    deployment: z.string(),
    replicas: z.number(),
    revision: z.string().optional(),
    since: z.string().optional(),
    containers: z.array(
      z.object({ container: z.string(), init: z.boolean(), image: z.string(), digests: z.array(z.string()) }),
    ),
  }),
);

/** The images that a snapshot's folder recorded, with what ran of them. Undefined: there are none to be read. */
export async function readImages(
  folder: string,
  context: RunContext,
): Promise<readonly DeploymentImages[] | undefined> {
  const content = await context.ports.files.read(join(folder, imagesFile));
  if (content === undefined) return undefined;
  const read = imagesSchema.safeParse(parsed(content.toString('utf8')));
  if (!read.success) return undefined;
  return read.data.map(({ revision, since, ...row }) => ({
    ...row,
    revision,
    ...(since === undefined ? {} : { since }),
  }));
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
