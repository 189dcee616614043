import { join } from 'node:path';
import * as z from 'zod';
import type { RunContext } from '../context.ts';
import { autoscaledWorkloads, isAutoscaled } from '../manifest/autoscaled.ts';
import { ownershipText } from '../manifest/dry-run/ownership.ts';
import { type Tried, tryApply } from '../manifest/dry-run/try-apply.ts';
import { tryPod } from '../manifest/dry-run/try-pod.ts';
import { podTemplateOf } from '../manifest/pod-template.ts';
import { several } from '../manifest/several.ts';
import { titleOf } from '../manifest/strip.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster, ClusterError, Manifest } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { onManifest } from './on-manifest.ts';

const name = 'manifest.dryRun';

/** Where it is written whose fields are taken over, for the approval. */
const ownershipFile = 'ownership.txt';

const schema = z.strictObject({
  /** A rendered manifest, from the session’s working folder. */
  manifest: z.string().min(1),
  /** `objects`: each is applied. `pods`: a pod of each template is created. */
  of: z.enum(['all', 'objects', 'pods']).default('all'),
});

type Args = z.infer<typeof schema>;

/** Asks the server for its validation and admission of a whole manifest; all of its refusals at once. */
export const manifestDryRun = defineCheck({
  name,
  summary: 'Tries a rendered manifest on the server, and a pod of each template, without keeping anything.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { manifest: 'rendered.yaml' },
  describe: ({ manifest, of }) => {
    if (of === 'pods') return `the server would take a pod of each template of ${manifest}`;
    const pods = of === 'all' ? ', and a pod of each template' : '';
    return `the server would take every object of ${manifest}${pods}`;
  },
  run: (args, context) =>
    onManifest(name, args.manifest, context, ({ objects }, cluster) => look(args, objects, cluster, context)),
});

async function look(
  { of }: Args,
  objects: readonly Manifest[],
  cluster: Cluster,
  context: RunContext,
): Promise<CheckResult> {
  const rows: Evidence[] = [];
  if (of !== 'pods') rows.push(...(await objectRows(objects, cluster, context)));
  if (of !== 'objects') rows.push(...(await podRows(objects, cluster)));
  const sorted = badFirst(rows);
  if (sorted === undefined) return missing(name, 'something to try', 'no object and no pod template');
  const { bad, evidence } = sorted;
  if (bad > 0) {
    const refusals = evidence.slice(0, bad).map(({ what, observed }) => `${what}: ${observed}`);
    const summary = `the server refuses ${String(bad)} of ${String(rows.length)}: ${refusals.join('; ')}`;
    return { verdict: 'fail', summary, evidence };
  }
  const summary = `the server would take all ${String(rows.length)}`;
  return { verdict: 'pass', summary, evidence };
}

async function objectRows(
  objects: readonly Manifest[],
  cluster: Cluster,
  context: RunContext,
): Promise<readonly Evidence[]> {
  const autoscaled = await autoscaledWorkloads(objects, cluster);
  const tried = await several(objects, async (object) => ({
    title: titleOf(object),
    autoscaled: isAutoscaled(object, autoscaled),
    tried: await tryApply(cluster, object, isAutoscaled(object, autoscaled)),
  }));
  const ownership = ownershipText(tried);
  await context.ports.files.write(join(context.stepDir, ownershipFile), ownership);
  await context.output('stdout', ownership);
  return tried.map((one) => objectRow(one.title, one.tried));
}

function objectRow(title: string, tried: Tried): Evidence {
  const expected = 'taken by the server';
  if (tried.kind === 'refused') return refusal(title, expected, tried.error);
  const would = tried.live === undefined ? 'it would be made' : 'it would be applied';
  const taken = tried.takeovers.map(
    ({ manager, fields }) => `taken over from ${manager}: ${fields.join(', ')}`,
  );
  const base = { check: name, result: 'pass', what: title, expected, observed: would } as const;
  return taken.length === 0 ? base : { ...base, details: taken };
}

async function podRows(objects: readonly Manifest[], cluster: Cluster): Promise<readonly Evidence[]> {
  const templates = objects.flatMap((object) => podTemplateOf(object) ?? []);
  return several(templates, async (template): Promise<Evidence> => {
    const what = `a pod of ${template.workload}`;
    const expected = 'admitted by the cluster';
    const refused = await tryPod(cluster, template, objects);
    if (refused !== undefined) return refusal(what, expected, refused);
    return { check: name, result: 'pass', what, expected, observed: 'it would be' };
  });
}

function refusal(what: string, expected: string, error: ClusterError): Evidence {
  const next = adviceFor(error);
  return { check: name, result: 'fail', what, expected, observed: error.message, next };
}

function adviceFor({ message }: ClusterError): string {
  if (message.includes('exceeded quota')) return 'Ask for a larger quota, or deploy fewer pods';
  if (/ may not /.test(message)) return 'Ask for the right, or let somebody deploy who has it';
  return 'Correct it in the overlay, and render the manifest again';
}
