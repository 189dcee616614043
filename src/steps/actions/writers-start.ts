import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import { nameOf } from '../manifest/strip.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { readKept } from './writers/kept.ts';
import { beforeText, isAsBefore, startCronJob, startDeployment, type Writer } from './writers/mark.ts';
import { cronJobKind, deploymentKind, turn, type Turned } from './writers/turn.ts';
import { withCluster } from '../checks/with-cluster.ts';

const schema = z.strictObject({
  /**
   * The file that writers.stop kept: everything in it must be as it was then. Left out, or empty: what carries the
   * marks of a stop is started, whoever stopped it.
   */
  kept: z.string().default(''),
});

/** Starts what writers.stop has stopped. */
export const writersStart = defineCheck({
  name: 'writers.start',
  summary: 'Gives services their pods back and resumes the CronJobs, each as it was before writers.stop.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { kept: '/sessions/one/steps/stop-writers/1/writers.json' },
  describe: (_args, { environment }) =>
    `everything that was stopped in ${environment.namespace} is as it was before`,
  changes: (_args, { environment }) => [
    `gives every stopped Deployment of ${environment.namespace} the pods that it had`,
    'resumes the CronJobs that were not suspended before',
  ],
  run: (args, context) =>
    withCluster('writers.start', context, (cluster) => start(args.kept, context, cluster)),
});

async function start(path: string, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const kept = path === '' ? [] : await keptWriters(path, context);
  if (kept === undefined)
    return missing('writers.start', `what writers.stop kept at ${path}`, 'no such list');
  const turned: Turned[] = [];
  // The services first: what a CronJob starts may need them.
  for (const [kind, plan] of [
    [deploymentKind, startDeployment],
    [cronJobKind, startCronJob],
  ] as const) {
    for (const object of (await cluster.list(kind)) ?? []) {
      if (plan(object) === undefined) continue;
      context.progress({ summary: `starting ${kind.kind} ${nameOf(object)}` });
      const one = await turn(cluster, kind, nameOf(object), plan);
      if (one !== undefined) turned.push(one);
    }
  }
  return report(turned, await notAsBefore(cluster, [...kept, ...turned.map(({ writer }) => writer)]));
}

async function keptWriters(path: string, context: RunContext): Promise<readonly Writer[] | undefined> {
  const file = isAbsolute(path) ? path : join(context.sessionDir, path);
  const content = await context.ports.files.read(file);
  return content === undefined ? undefined : readKept(content.toString('utf8'));
}

async function notAsBefore(cluster: Cluster, writers: readonly Writer[]): Promise<readonly Writer[]> {
  const wrong: Writer[] = [];
  for (const writer of new Map(writers.map((one) => [`${one.kind} ${one.name}`, one])).values()) {
    const kind = writer.kind === 'Deployment' ? deploymentKind : cronJobKind;
    if (!isAsBefore(await cluster.get(kind, writer.name), writer)) wrong.push(writer);
  }
  return wrong;
}

function report(turned: readonly Turned[], wrong: readonly Writer[]): CheckResult {
  const failed = turned.flatMap((one) => (one.result === 'failed' ? [one] : []));
  const good = failed.length === 0 && wrong.length === 0;
  const started = turned.length - failed.length;
  const problems = [
    ...failed.map(({ writer, error }) => `${writer.kind} ${writer.name} was not started: ${error.message}`),
    ...wrong.map((writer) => `${writer.kind} ${writer.name} is not as before (${beforeText(writer)})`),
  ];
  const summary = good
    ? `${String(started)} started, each as it was before`
    : `not everything is as before: ${problems.join('; ')}`;
  const evidence: Evidence = {
    check: 'writers.start',
    result: good ? 'pass' : 'fail',
    what: 'what was stopped',
    expected: 'as it was before',
    observed: good ? `${String(started)} started` : problems.join('; '),
    details: turned.map(({ writer }) => `${writer.kind} ${writer.name}: ${beforeText(writer)}`),
    ...(good ? {} : { next: 'Correct what failed, then run the step again: what has started stays so' }),
  };
  return { verdict: good ? 'pass' : 'fail', summary, evidence: [evidence] };
}
