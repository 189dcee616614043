import { join, resolve } from 'node:path';
import * as z from 'zod';
import { errorText } from '../../problem/problem.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import { isTag } from '../manifest/image-reference.ts';
import type { Evidence } from '../outcome.ts';
import { editImages, type ImageChange } from './kustomization/edit-images.ts';

const name = 'manifest.set-images';
const limit = 4 * 1024 * 1024;
/** The names that kustomize itself looks for. */
const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const schema = z.strictObject({
  /** Folder of the kustomization, from the session's working folder. */
  overlay: z.string().min(1),
  tag: z.string().min(1),
  services: servicesSchema,
});

type Args = z.infer<typeof schema>;

/** Sets the tag of services' images in an overlay, and keeps the file as it was in the step's folder. */
export const manifestSetImages = defineCheck({
  name,
  summary: 'Sets the image tag of services in a kustomization, comments and layout kept.',
  mode: 'act',
  needs: [],
  schema,
  example: { overlay: 'k8s/overlays/production', tag: 'v1.2.3' },
  describe: ({ overlay, tag }) => `set the image tag ${tag} in ${overlay}`,
  changes: ({ overlay, tag, services }, context) =>
    askedServices(services, context).services.map(
      (service) => `${service.name}: image tag ${tag} in ${overlay}`,
    ),
  run: act,
});

async function act(args: Args, context: RunContext): Promise<CheckResult> {
  const { services, unknown } = askedServices(args.services, context);
  if (unknown.length > 0)
    return missing(name, 'services of the inventory', `not known: ${unknown.join(', ')}`);
  if (services.length === 0) return missing(name, 'services in the inventory', 'none');
  if (!isTag(args.tag)) return missing(name, 'an image tag such as v1.2.3', args.tag);
  const found = await findKustomization(resolve(context.cwd, args.overlay), context);
  if (found === undefined) return missing(name, `a kustomization.yaml in ${args.overlay}`, 'no such file');
  // One image may belong to several services.
  const images = [...new Set(services.map(({ image }) => image))];
  const edited = editImages(
    found.text,
    images.map((image) => ({ image, tag: args.tag })),
  );
  if (found.text.length >= limit) return missing(name, `${found.path} below 4 MiB`, 'more');
  if (!edited.ok) return missing(name, `${found.path} to be edited`, edited.reason);
  if (edited.changes.length > 0) {
    const failure = await write(found, edited.text, context);
    if (failure !== undefined) return missing(name, `${found.path} to be written`, failure);
  }
  const changes = new Map(edited.changes.map((change) => [change.image, change]));
  const [first, ...rest] = services.map(
    (service): Evidence => ({
      check: name,
      result: 'pass',
      what: service.name,
      where: found.path,
      expected: args.tag,
      observed: observed(changes.get(service.image), args.tag),
    }),
  );
  if (first === undefined) return missing(name, 'services in the inventory', 'none');
  const changed = services.filter(({ image }) => changes.has(image)).length;
  const summary =
    changed === 0
      ? `nothing to change: ${services.length} services have ${args.tag} already`
      : `${changed} of ${services.length} services set to ${args.tag}`;
  return { verdict: 'pass', summary, evidence: [first, ...rest] };
}

async function findKustomization(
  folder: string,
  context: RunContext,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (const fileName of fileNames) {
    const path = join(folder, fileName);
    const content = await context.ports.files.read(path, limit);
    if (content !== undefined) return { path, text: content.toString('utf8') };
  }
  return undefined;
}

/** The copy first: it is how the change is undone. Undefined: both are written. */
async function write(
  { path, text }: { readonly path: string; readonly text: string },
  edited: string,
  { ports, stepDir }: RunContext,
): Promise<string | undefined> {
  try {
    await ports.files.write(join(stepDir, 'kustomization.before.yaml'), text);
    await ports.files.write(path, edited);
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}

function observed(change: ImageChange | undefined, tag: string): string {
  if (change === undefined) return `${tag} already`;
  if (change.digest) return `${change.old ?? 'a digest'} → ${tag}; the digest was taken out`;
  return change.old === undefined ? `no tag → ${tag}; added` : `${change.old} → ${tag}`;
}
