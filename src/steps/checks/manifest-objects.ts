import * as z from 'zod';
import { field, text } from '../manifest/json.ts';
import { countKinds } from '../manifest/count-kinds.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { titleOf } from '../manifest/strip.ts';
import type { Evidence } from '../outcome.ts';
import type { Manifest } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

const name = 'manifest.objects';

const schema = z.strictObject({
  /** A rendered manifest, from the session’s working folder. */
  manifest: z.string().min(1),
});

/**
 * A release changes what is in its namespace, and nothing else: a dry run fails for the objects of a Namespace that
 * the same file creates, and what a session keeps may hold no Secret.
 */
export const manifestObjects = defineCheck({
  name,
  summary:
    'Verifies that a rendered manifest has objects of this namespace alone, and no Namespace and no Secret.',
  mode: 'look',
  needs: [],
  schema,
  example: { manifest: 'rendered.yaml' },
  describe: ({ manifest }, { environment }) =>
    `every object of ${manifest} is of ${environment.namespace}, and none is a Namespace or a Secret`,
  run: async (args, context) => {
    const manifest = await readManifest(args.manifest, context);
    if (manifest.kind === 'unusable') return missing(name, `a manifest at ${manifest.path}`, manifest.why);
    return judge(manifest.objects, manifest.path, context.environment.namespace);
  },
});

function judge(objects: readonly Manifest[], where: string, namespace: string): CheckResult {
  const counted = countKinds(objects);
  const all = { check: name, what: 'objects', where, expected: `objects of ${namespace}`, observed: counted };
  const next = 'Take it out of the overlay, and render it again';
  const bad = objects.flatMap((object): readonly Evidence[] => {
    const observed = faultOf(object, namespace);
    return observed === undefined ? [] : [{ ...all, result: 'fail', what: titleOf(object), observed, next }];
  });
  const [first, ...rest] = bad;
  if (first === undefined) {
    const summary = `${String(objects.length)} objects of ${namespace}: ${counted}`;
    return { verdict: 'pass', summary, evidence: [{ ...all, result: 'pass' }] };
  }
  const summary = bad.map(({ what, observed }) => `${what} ${observed}`).join('; ');
  return { verdict: 'fail', summary, evidence: [first, ...rest] };
}

function faultOf(object: Manifest, namespace: string): string | undefined {
  const kind = text(object['kind']);
  const own = text(field(object, 'metadata', 'namespace'));
  if (kind === 'Namespace') return 'is a Namespace: it is made by an administrator, once';
  if (kind === 'Secret') return 'is a Secret: its values would lie in the session and in the overlay';
  if (own === undefined) return 'has no namespace: it belongs to the whole cluster';
  return own === namespace ? undefined : `is of the namespace ${own}`;
}
