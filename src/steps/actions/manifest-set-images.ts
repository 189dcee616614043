import { join, resolve } from 'node:path';
import * as z from 'zod';
import { errorText } from '../../problem/problem.ts';
import { missing, unanswered } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import type { Evidence } from '../outcome.ts';
import { ClusterError } from '../ports/cluster.ts';
import { editImages, type ImageChange } from './kustomization/edit-images.ts';
import { tagsFor } from './kustomization/tags-for.ts';

const name = 'manifest.set-images';
const limit = 4 * 1024 * 1024;
/** The names that kustomize itself looks for. */
const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const schema = z.strictObject({
  /** Folder of the kustomization, from the session's working folder. */
  overlay: z.string().min(1),
  /** The tag that all of them get; or one of the two below. */
  tag: z.string().min(1).optional(),
  /** Folder of a snapshot: each service gets the tag that was recorded there. */
  snapshot: z.string().min(1).optional(),
  /** Each service gets the tag that its Deployment has now; one without a Deployment keeps what it has. */
  running: z.literal(true).optional(),
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
  describe: (args) => `set ${inWords(args)} in ${args.overlay}`,
  changes: (args, context) =>
    askedServices(args.services, context).services.map(
      (service) => `${service.name}: ${inWords(args)} in ${args.overlay}`,
    ),
  run: async (args, context): Promise<CheckResult> => {
    try {
      return await act(args, context);
    } catch (thrown) {
      if (thrown instanceof ClusterError) return unanswered(name, thrown);
      throw thrown;
    }
  },
});

async function act(args: Args, context: RunContext): Promise<CheckResult> {
  const { services: asked, unknown } = askedServices(args.services, context);
  if (unknown.length > 0)
    return missing(name, 'services of the inventory', `not known: ${unknown.join(', ')}`);
  if (asked.length === 0) return missing(name, 'services in the inventory', 'none');
  const tags = await tagsFor(asked, args, context);
  if (!tags.ok) return missing(name, tags.expected, tags.observed);
  const services = asked.filter(({ image }) => tags.byImage.has(image));
  const found = await findKustomization(resolve(context.cwd, args.overlay), context);
  if (found === undefined) return missing(name, `a kustomization.yaml in ${args.overlay}`, 'no such file');
  const edited = editImages(
    found.text,
    [...tags.byImage].map(([image, tag]) => ({ image, tag })),
  );
  if (found.text.length >= limit) return missing(name, `${found.path} below 4 MiB`, 'more');
  if (!edited.ok) return missing(name, `${found.path} to be edited`, edited.reason);
  if (edited.changes.length > 0) {
    const failure = await write(found, edited.text, context);
    if (failure !== undefined) return missing(name, `${found.path} to be written`, failure);
  }
  const changes = new Map(edited.changes.map((change) => [change.image, change]));
  const [first, ...rest] = services.map((service): Evidence => {
    const tag = tags.byImage.get(service.image) ?? '';
    return {
      check: name,
      result: 'pass',
      what: service.name,
      where: found.path,
      expected: tag,
      observed: observed(changes.get(service.image), tag),
    };
  });
  if (first === undefined) return missing(name, 'services in the inventory', 'none');
  const changed = services.filter(({ image }) => changes.has(image)).length;
  const summary =
    changed === 0
      ? `nothing to change: ${services.length} services have ${tagText(args)} already`
      : `${changed} of ${services.length} services set to ${tagText(args)}`;
  return { verdict: 'pass', summary, evidence: [first, ...rest] };
}

function inWords(args: Args): string {
  return args.tag === undefined ? tagText(args) : `the image tag ${args.tag}`;
}

function tagText({ tag, running }: Pick<Args, 'tag' | 'running'>): string {
  return tag ?? (running === true ? 'the tag that runs' : 'the tag that was saved');
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
