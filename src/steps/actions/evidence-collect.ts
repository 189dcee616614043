import { join } from 'node:path';
import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { targetsOf } from '../checks/targets.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import { type Collected, collect, indexFile } from './evidence/collect.ts';

const schema = z.strictObject({
  /** Services that are diagnosed and asked for their metrics. Objects, pods, events and logs are those of all. */
  services: servicesSchema,
  /** Time for everything: what is not had by then is left out, and said. */
  within: durationSchema.default(60_000),
  /** A folder below the step's own. */
  folder: z
    .string()
    .regex(/^[a-z0-9-]+$/, { error: 'must be a plain name, such as evidence' })
    .optional(),
});

type Args = z.infer<typeof schema>;

/** Keeps what explains a failure, before anything is undone. */
export const evidenceCollect = defineCheck({
  name: 'evidence.collect',
  summary:
    'Keeps what explains a failure: objects, pods, events, logs, revisions and metrics, with a diagnosis.',
  mode: 'act',
  needs: ['cluster'],
  effect: 'read',
  schema,
  example: { within: '1m' },
  describe: ({ within }, context) =>
    `what explains a failure in ${context.environment.namespace} is kept, within ${formatDuration(within)}`,
  changes: () => ['writes files into the session’s folder; the cluster is only read'],
  run: keepEvidence,
});

async function keepEvidence(args: Args, context: RunContext): Promise<CheckResult> {
  const { cluster } = context.ports;
  if (cluster === undefined) return missing('evidence.collect', 'a pinned cluster', 'none');
  const folder = args.folder === undefined ? context.stepDir : join(context.stepDir, args.folder);
  const { within } = args;
  const targets = targetsOf(args.services, context);
  const { services } = askedServices(args.services, context);
  return answer(await collect({ cluster, targets, services, folder, within }, context), folder);
}

function answer({ files, gaps, wrong }: Collected, folder: string): CheckResult {
  const evidence = {
    check: 'evidence.collect',
    what: 'what explains the failure',
    where: join(folder, indexFile),
    expected: 'objects, pods, events, logs, revisions and metrics',
  } as const;
  const lacking = gapText(gaps);
  if (files === 0) {
    const observed = 'nothing could be had';
    const next = 'The cluster does not answer: go on without, or run the step again when it does';
    return {
      verdict: 'error',
      summary: `No evidence could be kept: ${gaps[0] ?? 'the namespace is empty'}`,
      evidence: [{ ...evidence, result: 'error', observed, next, details: lacking }],
    };
  }
  const count = `${String(files)} files`;
  const without = gaps.length === 0 ? '' : `, ${String(gaps.length)} things could not be had`;
  return {
    verdict: 'pass',
    summary: `${count} kept in ${folder}${without}`,
    evidence: [
      {
        ...evidence,
        result: 'pass',
        observed: `${count}${without}`,
        details: [...wrong.slice(0, 10), ...lacking],
      },
    ],
  };
}

/** Gaps that are told on the screen; the page has them all. */
const gapsShown = 8;

function gapText(gaps: readonly string[]): readonly string[] {
  if (gaps.length === 0) return [];
  const more = gaps.length - gapsShown;
  return [
    'could not be had:',
    ...gaps.slice(0, gapsShown),
    ...(more > 0 ? [`and ${String(more)} more: see ${indexFile}`] : []),
  ];
}
