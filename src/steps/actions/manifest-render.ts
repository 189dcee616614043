import { join, resolve } from 'node:path';
import * as z from 'zod';
import { sha256 } from '../../runbook/canonical-digest.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { countKinds } from '../manifest/count-kinds.ts';
import { type Rendered, renderOverlay } from '../manifest/render.ts';

const name = 'manifest.render';

const schema = z.strictObject({
  /** The folder of a kustomization, from the folder that the session works in. */
  overlay: z.string().min(1),
});

type Args = z.infer<typeof schema>;

/** Renders an overlay into the session. What is checked, approved and applied later is this file. */
export const manifestRender = defineCheck({
  name,
  summary: 'Renders an overlay with kustomize, or with the one in kubectl, into the session.',
  mode: 'act',
  effect: 'read',
  needs: [],
  sets: ['manifest', 'manifest-sha256'],
  schema,
  example: { overlay: 'k8s/overlays/production' },
  describe: ({ overlay }) => `render ${overlay}`,
  changes: () => ['writes manifest.yaml into the session’s folder'],
  run: render,
});

async function render({ overlay }: Args, context: RunContext): Promise<CheckResult> {
  const rendered = await renderOverlay(overlay, context);
  if (rendered.kind === 'failed') return notRendered(resolve(context.cwd, overlay), rendered);
  const path = join(context.stepDir, 'manifest.yaml');
  await context.ports.files.write(path, rendered.text);
  const digest = sha256(rendered.text);
  const counted = countKinds(rendered.objects);
  return {
    verdict: 'pass',
    summary: `${String(rendered.objects.length)} objects rendered by ${rendered.by}: ${counted}`,
    values: { manifest: path, 'manifest-sha256': digest },
    evidence: [
      {
        check: name,
        result: 'pass',
        what: overlay,
        where: path,
        expected: 'a manifest',
        observed: `${counted}; rendered by ${rendered.by}; SHA-256 ${digest}`,
      },
    ],
  };
}

function notRendered(where: string, rendered: Extract<Rendered, { kind: 'failed' }>): CheckResult {
  const { verdict, observed, details, next } = rendered;
  const first = details.at(-1);
  return {
    verdict,
    summary: `${where} is not rendered: ${observed}${first === undefined ? '' : `: ${first}`}`,
    evidence: [
      {
        check: name,
        result: verdict,
        what: 'rendering',
        where,
        expected: 'a manifest',
        observed,
        details,
        next,
      },
    ],
  };
}
