import { join } from 'node:path';
import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { onManifest, type UsableManifest } from '../checks/on-manifest.ts';
import type { RunContext } from '../context.ts';
import { type ComparedObject, compareRelease, summaryOf } from '../manifest/compare-release.ts';
import { comparedFile, manifestCopy, planFile, type ReleasePlan } from '../manifest/release-plan.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';

const name = 'manifest.diff';

const schema = z.strictObject({
  /** A rendered manifest, from the session’s working folder. */
  manifest: z.string().min(1),
});

/** Compares a manifest with the cluster. What is approved and applied later is this comparison. */
export const manifestDiff = defineCheck({
  name,
  summary:
    'Shows what a rendered manifest would change, and keeps it as the plan that is approved and applied.',
  mode: 'act',
  effect: 'read',
  needs: ['cluster'],
  sets: ['release-plan'],
  schema,
  example: { manifest: 'rendered.yaml' },
  describe: ({ manifest }, { environment }) => `compare ${manifest} with ${environment.namespace}`,
  changes: () => [
    'writes changes.diff, changes.txt and plan.json into the session’s folder; the cluster is only read',
  ],
  run: (args, context) =>
    onManifest(name, args.manifest, context, (manifest, cluster) => compare(manifest, cluster, context)),
});

async function compare(
  manifest: UsableManifest,
  cluster: Cluster,
  context: RunContext,
): Promise<CheckResult> {
  const { server, uid, namespace } = await cluster.identity();
  const comparedAt = new Date(context.ports.clock.now()).toISOString();
  const objects = await compareRelease(manifest.objects, cluster);
  const refused = objects.filter((object) => object.kind === 'refused');
  if (refused.length > 0) return notCompared(refused, namespace);
  const compared = objects.filter((object) => object.kind === 'compared');
  const diff = compared.map((object) => object.diff).join('');
  const told = `${summaryOf(objects)}\n${changesOf(compared)}`;
  const plan: ReleasePlan = {
    manifest: manifest.sha256,
    cluster: { server, uid, namespace },
    comparedAt,
    objects: compared.map(({ planned }) => planned),
  };
  const path = join(context.stepDir, planFile);
  const files = [
    ['changes.diff', diff === '' ? 'No differences.\n' : diff],
    ['changes.txt', told],
    [manifestCopy, manifest.text],
    [comparedFile, json(Object.fromEntries(compared.map((object) => [object.title, object.compared])))],
    [planFile, planText(plan)],
  ] as const;
  for (const [file, content] of files) await context.ports.files.write(join(context.stepDir, file), content);
  await context.output('stdout', diff);
  return {
    verdict: 'pass',
    summary: summaryOf(objects),
    values: { 'release-plan': path },
    evidence: [
      {
        check: name,
        result: 'pass',
        what: namespace,
        where: context.stepDir,
        expected: 'a comparison with the manifest',
        observed: summaryOf(objects),
        details: changesOf(compared).split('\n').filter(Boolean),
      },
    ],
  };
}

/** One line for each object that changes or is made. */
function changesOf(objects: readonly Extract<ComparedObject, { kind: 'compared' }>[]): string {
  return objects
    .filter(({ planned }) => planned.change !== 'none')
    .map(({ title, planned }) => `${planned.change === 'create' ? 'made' : 'changed'}: ${title}\n`)
    .join('');
}

/** An error is an error; it is differences that are none. */
function notCompared(
  refused: readonly Extract<ComparedObject, { kind: 'refused' }>[],
  where: string,
): CheckResult {
  const [first, ...rest] = refused.map(
    ({ title, error }): Evidence => ({
      check: name,
      result: 'error',
      what: title,
      where,
      expected: 'a comparison with what is there',
      observed: error.message,
      next: 'Correct it in the overlay, and render the manifest again',
    }),
  );
  if (first === undefined) return missing(name, 'objects', 'none');
  const summary = refused
    .map(({ title, error }) => `${title} can’t be compared: ${error.message}`)
    .join('; ');
  return { verdict: 'error', summary, evidence: [first, ...rest] };
}

/** One line for each object: an approver is shown it. */
function planText({ objects, ...plan }: ReleasePlan): string {
  const head = JSON.stringify(plan, undefined, 2).replace(/\n\}$/, '');
  const lines = objects.map((object) => `    ${JSON.stringify(object)}`);
  return `${head},\n  "objects": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
