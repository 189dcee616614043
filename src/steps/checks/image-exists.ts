import * as z from 'zod';
import { durationSchema } from '../../runbook/values/duration.ts';
import { servicesOf } from '../../runbook/services.ts';
import type { RunContext } from '../context.ts';
import { parseImage } from '../manifest/image-reference.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { several } from '../manifest/several.ts';
import { workloadImages } from '../manifest/workload-images.ts';
import type { Evidence } from '../outcome.ts';
import { missing } from './answers.ts';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { askRegistry, type Found } from './image-exists/ask-registry.ts';
import { addressOf, type ImageAddress } from './image-exists/image-address.ts';

const name = 'image.exists';

const schema = z.strictObject({
  /** A rendered manifest, from the session’s working folder. */
  manifest: z.string().min(1),
  /** For each answer of a registry. */
  timeout: durationSchema.default(10_000),
});

type Args = z.infer<typeof schema>;

/** Are the images of a manifest in their registries? A pull that fails is found before anything is applied. */
export const imageExists = defineCheck({
  name,
  summary: 'Asks the registries whether every image of a rendered manifest exists.',
  mode: 'look',
  needs: [],
  schema,
  example: { manifest: 'rendered.yaml' },
  describe: ({ manifest }) => `the registries have every image of ${manifest}`,
  run: look,
});

async function look({ manifest: file, timeout }: Args, context: RunContext): Promise<CheckResult> {
  const manifest = await readManifest(file, context);
  if (manifest.kind === 'unusable') return missing(name, `a manifest at ${manifest.path}`, manifest.why);
  const used = workloadImages(manifest.text);
  if (typeof used === 'string') return missing(name, 'a manifest in YAML', used);
  const images = [...new Set(used.map(({ image }) => image))].filter(Boolean).map(addressOf);
  const found = await askAll(images, timeout, context);
  const rows = images.map((address) =>
    rowOf(
      address,
      found.get(address.image),
      used.filter(({ image }) => image === address.image).map(({ workload }) => workload),
    ),
  );
  const sorted = badFirst(rows);
  if (sorted === undefined) return missing(name, 'images in the manifest', 'none');
  const { verdict, evidence } = sorted;
  const bad = evidence.slice(0, sorted.bad);
  const failing = failingServices(bad, context);
  const summary =
    bad.length === 0
      ? `all ${String(rows.length)} images are in their registries`
      : summaryOf(bad, rows.length);
  return { verdict, summary, evidence, ...(failing.length === 0 ? {} : { failing }) };
}

/** A registry that does not answer to the first question is not asked the others. */
async function askAll(
  images: readonly ImageAddress[],
  timeout: number,
  context: RunContext,
): Promise<ReadonlyMap<string, Found>> {
  const registries = [...new Set(images.map(({ registry }) => registry))];
  const answers = await Promise.all(
    registries.map(async (registry) => {
      const [first, ...rest] = images.filter((address) => address.registry === registry);
      if (first === undefined) return [];
      const found = await askRegistry(first, timeout, context);
      const others = await several(rest, async (address) => {
        const same = found.kind === 'unknown' ? found : await askRegistry(address, timeout, context);
        return [address.image, same] as const;
      });
      return [[first.image, found] as const, ...others];
    }),
  );
  return new Map(answers.flat());
}

function rowOf({ image }: ImageAddress, found: Found | undefined, workloads: readonly string[]): Evidence {
  const base = {
    check: name,
    what: image,
    where: workloads.join(', '),
    expected: 'in its registry',
  } as const;
  if (found === undefined) return { ...base, result: 'error', observed: 'not asked' };
  switch (found.kind) {
    case 'there':
      return { ...base, result: 'pass', observed: found.digest ?? 'there' };
    case 'absent':
      return {
        ...base,
        result: 'fail',
        observed: 'the registry does not have it',
        next: 'Was it built and pushed? Look at the build of this version',
      };
    case 'unknown':
      return { ...base, result: 'inconclusive', observed: found.why, next: found.next };
  }
}

function summaryOf(bad: readonly Evidence[], all: number): string {
  const absent = bad.filter(({ result }) => result === 'fail').map(({ what }) => what);
  if (absent.length > 0) return `not in the registry: ${absent.join(', ')}. Was it built and pushed?`;
  const why = [...new Set(bad.map(({ observed }) => observed))].join('; ');
  return `it can’t be told whether ${String(bad.length)} of ${String(all)} images exist: ${why}`;
}

function failingServices(
  bad: readonly Evidence[],
  { inventory, environment }: RunContext,
): readonly string[] {
  const absent = bad.filter(({ result }) => result === 'fail').map(({ what }) => parseImage(what).repository);
  return servicesOf(inventory, environment)
    .filter(({ image }) => absent.includes(image))
    .map((service) => service.name);
}
