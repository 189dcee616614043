import { resolve } from 'node:path';
import * as z from 'zod';
import type { Service } from '../../runbook/inventory.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import { parseImage } from '../manifest/image-reference.ts';
import { type WorkloadImage, workloadImages } from '../manifest/workload-images.ts';
import type { Evidence } from '../outcome.ts';
import { missing } from './answers.ts';
import { worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

/** A manifest of this size is a mistake. */
const limit = 64 * 1024 * 1024;

const schema = z.strictObject({
  /** A rendered manifest, from the session's working folder. */
  manifest: z.string().min(1),
  /** The tag that every container of the asked services must have. */
  tag: z.string().min(1),
  services: servicesSchema,
});

type Args = z.infer<typeof schema>;

/** Verifies the images of a rendered manifest before it is applied. */
export const manifestImages = defineCheck({
  name: 'manifest.images',
  summary:
    'Verifies that a rendered manifest has the wanted tag for every asked service, and no image without one.',
  mode: 'look',
  needs: [],
  schema,
  example: { manifest: 'rendered.yaml', tag: 'v1.2.3' },
  describe: (args, context) => {
    const { services } = askedServices(args.services, context);
    const names =
      services.length > 3 ? `${services.length} services` : services.map(({ name }) => name).join(', ');
    return `${args.manifest} has ${args.tag} for ${names}`;
  },
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const { services, unknown } = askedServices(args.services, context);
  if (unknown.length > 0)
    return missing('manifest.images', 'services of the inventory', `not known: ${unknown.join(', ')}`);
  const path = resolve(context.cwd, args.manifest);
  const content = await context.ports.files.read(path, limit);
  if (content === undefined) return missing('manifest.images', path, 'no such file');
  if (content.length >= limit)
    return missing('manifest.images', 'a manifest below 64 MiB', `${content.length} bytes`);
  const images = workloadImages(content.toString('utf8'));
  if (typeof images === 'string') return missing('manifest.images', 'a manifest in YAML', images);
  const rows = [
    ...services.map((service) => serviceRow(service, images, args.tag, path)),
    ...images
      .filter(({ image }) => isFloating(image) && !isOf(services, image))
      .map((image) => floatingRow(image, path)),
  ];
  const [first, ...rest] = rows;
  if (first === undefined) return missing('manifest.images', 'services in the inventory', 'none');
  const bad = rows.filter(({ result }) => result !== 'pass');
  const summary =
    bad.length === 0
      ? `${services.length} of ${services.length} services have ${args.tag}`
      : bad
          .map(({ what, expected, observed }) => `${what}: expected ${expected}, observed ${observed}`)
          .join('; ');
  return { verdict: worstOf(rows), summary, evidence: [first, ...rest] };
}

function serviceRow(
  service: Service,
  images: readonly WorkloadImage[],
  tag: string,
  where: string,
): Evidence {
  const own = images.filter(({ image }) => parseImage(image).repository === service.image);
  const wrong = own.filter(
    ({ image }) => parseImage(image).tag !== tag || parseImage(image).digest !== undefined,
  );
  const base = { check: 'manifest.images', what: service.name, where, expected: tag } as const;
  if (own.length === 0) {
    return { ...base, result: 'fail', observed: `no container has the image ${service.image}` };
  }
  if (wrong.length > 0) {
    const next = 'Set the tag in the overlay, and render the manifest again';
    return { ...base, result: 'fail', observed: wrong.map(placeOf).join(', '), next };
  }
  return {
    ...base,
    result: 'pass',
    observed: `${tag} in ${own.length} container${own.length === 1 ? '' : 's'}`,
  };
}

function isOf(services: readonly Service[], image: string): boolean {
  return services.some((service) => service.image === parseImage(image).repository);
}

/** Neither a tag nor a digest: whatever is newest when a pod starts. */
function isFloating(image: string): boolean {
  const { tag, digest } = parseImage(image);
  return digest === undefined && (tag === undefined || tag === '');
}

function floatingRow(image: WorkloadImage, where: string): Evidence {
  return {
    check: 'manifest.images',
    result: 'fail',
    what: `container ${image.container} of ${image.workload}`,
    where,
    expected: 'an image with a tag',
    observed: image.image === '' ? 'no image' : image.image,
    next: 'Give the image a tag in the manifest or overlay',
  };
}

function placeOf({ workload, container, image }: WorkloadImage): string {
  const { tag, digest } = parseImage(image);
  return `${digest ?? tag ?? 'no tag'} in container ${container} of ${workload}`;
}
