import * as z from 'zod';
import { podTemplateOf } from '../manifest/pod-template.ts';
import { referencesOf } from '../manifest/references/collect.ts';
import { judgeReferences } from '../manifest/references/judge.ts';
import { judgeLinks } from '../manifest/references/links.ts';
import { findSupplies } from '../manifest/references/supply.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import { worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { onManifest } from './on-manifest.ts';

const name = 'manifest.refs';

const schema = z.strictObject({
  /** A rendered manifest, from the session’s working folder. */
  manifest: z.string().min(1),
});

/** The API server accepts a Deployment whose ConfigMap, Secret or account does not exist; its pods then never start. */
export const manifestRefs = defineCheck({
  name,
  summary: 'Verifies that everything a rendered manifest refers to exists, in it or in the cluster.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { manifest: 'rendered.yaml' },
  describe: ({ manifest }) =>
    `the ConfigMaps, Secrets, accounts and claims that the pods of ${manifest} refer to exist, with their keys`,
  run: (args, context) =>
    onManifest(name, args.manifest, context, ({ objects }, cluster) => look(objects, cluster)),
});

async function look(objects: readonly Manifest[], cluster: Cluster): Promise<CheckResult> {
  const templates = objects.flatMap((object) => podTemplateOf(object) ?? []);
  const references = templates.flatMap(referencesOf);
  const supplies = await findSupplies(references, objects, cluster);
  const rows = [
    ...(await judgeLinks(name, objects, cluster)),
    ...judgeReferences(name, references, supplies),
  ];
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first = nothing(templates.length), ...rest] = rows;
  const summary =
    bad.length === 0
      ? `${String(rows.length)} references of ${String(templates.length)} pod templates are there`
      : bad.map(({ what, observed }) => `${what}: ${observed}`).join('; ');
  return { verdict: worstOf(rows), summary, evidence: [first, ...rest] };
}

function nothing(templates: number): Evidence {
  const what = 'references';
  const observed = `${String(templates)} pod templates refer to nothing`;
  return { check: name, result: 'pass', what, expected: 'everything that pods refer to', observed };
}
