import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { RunContext } from '../context.ts';
import { type ComparedObject, compareRelease, summaryOf } from '../manifest/compare-release.ts';
import { renderOverlay } from '../manifest/render.ts';
import { changedLines } from '../manifest/unified-diff.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const name = 'manifest.drift';

/** Lines of one object’s difference that are told; all of them are in the file. */
const mostLines = 20;

const schema = z.strictObject({
  /** The folder of a kustomization, from the folder that the session works in. */
  overlay: z.string().min(1),
});

type Args = z.infer<typeof schema>;

/** Does the overlay say what runs? Where it does not, the next deployment would bring the difference back unnoticed. */
export const manifestDrift = defineCheck({
  name,
  summary: 'Verifies that deploying an overlay would change nothing: it says what runs.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { overlay: 'k8s/overlays/production' },
  describe: ({ overlay }, { environment }) => `${overlay} says what runs in ${environment.namespace}`,
  run: (args, context) => withCluster(name, context, (cluster) => look(args, context, cluster)),
});

async function look({ overlay }: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const rendered = await renderOverlay(overlay, context);
  if (rendered.kind === 'failed')
    return missing(
      name,
      `${resolve(context.cwd, overlay)} to be rendered`,
      [rendered.observed, ...rendered.details].join('\n'),
    );
  const objects = await compareRelease(rendered.objects, cluster);
  const diff = objects.map((object) => (object.kind === 'compared' ? object.diff : '')).join('');
  await context.ports.files.write(join(context.stepDir, 'drift.diff'), diff);
  await context.output('stdout', diff);
  const rows = objects.flatMap(rowOf);
  const [first, ...rest] = rows;
  const said = {
    check: name,
    what: overlay,
    expected: 'what runs',
    observed: `${String(objects.length)} objects as they run`,
  };
  if (first === undefined)
    return {
      verdict: 'pass',
      summary: `${overlay} says what runs: ${said.observed}`,
      evidence: [{ ...said, result: 'pass' }],
    };
  const names = rows.map(({ what }) => what).join(', ');
  const summary = `${overlay} does not say what runs. Deploying it: ${summaryOf(objects)} (${names})`;
  return { verdict: worstOf(rows), summary, evidence: [first, ...rest] };
}

function rowOf(object: ComparedObject): readonly Evidence[] {
  const base = { check: name, what: object.title, expected: 'as the overlay says' };
  if (object.kind === 'refused')
    return [
      {
        ...base,
        result: 'error',
        observed: object.error.message,
        next: 'Correct the overlay, and look again',
      },
    ];
  if (object.planned.change === 'none') return [];
  const observed =
    object.planned.change === 'create' ? 'not in the cluster' : 'another: - runs, + is in the overlay';
  const details = object.planned.change === 'create' ? [] : changedLines(object.diff).slice(0, mostLines);
  const next = 'Correct the overlay, commit it, and look again';
  return [{ ...base, result: 'fail', observed, details, next }];
}
