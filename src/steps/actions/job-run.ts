import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { imagesOfTemplate } from '../manifest/images.ts';
import { jobManifest } from '../manifest/job.ts';
import { field } from '../manifest/json.ts';
import { dnsLabel } from '../manifest/names.ts';
import { retag } from '../manifest/retag.ts';
import { type Cluster, ClusterError, type Manifest } from '../ports/cluster.ts';
import { watchJob } from './job/watch-job.ts';
import { withCluster } from '../checks/with-cluster.ts';

/** How long a finished Job stays in the cluster, in seconds. */
const timeToLive = 3600;

const schema = z.strictObject({
  /** Beginning of the Job's name. */
  name: z.string().min(1),
  image: z.string().min(1).optional(),
  /** A service or Deployment whose image, environment, account, pull secrets and volumes the Job takes. */
  'from-deployment': z.string().min(1).optional(),
  /** With `from-deployment`: another tag of its image. */
  tag: z.string().min(1).optional(),
  command: z.array(z.string()).min(1),
  deadline: durationSchema.default(5 * 60_000),
  /** Further variables of the Job: their names in the session's environment. */
  env: z.array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/)).default([]),
});

type Args = z.infer<typeof schema>;

/** Runs a command in the cluster once, as a Job, and keeps its log. */
export const jobRun = defineCheck({
  name: 'job.run',
  summary: 'Runs a command once in the cluster, as a Job with the environment of a Deployment.',
  mode: 'act',
  sets: ['job'],
  needs: ['cluster'],
  schema,
  example: { name: 'migrate', 'from-deployment': 'api-gateway', command: ['pnpm', 'db:migrate'] },
  describe: (args, context) =>
    `${args.command.join(' ')} completes in a Job of ${imageText(args, context)} within ${formatDuration(args.deadline)}`,
  changes: (args, context) => [
    `creates a Job ${dnsLabel(args.name, '…')} in ${context.environment.namespace} that runs: ${args.command.join(' ')}`,
  ],
  run: (args, context) => withCluster('job.run', context, (cluster) => run(args, context, cluster)),
});

function deploymentName(args: Args, context: PreviewContext): string | undefined {
  const wanted = args['from-deployment'];
  const service = servicesOf(context.inventory, context.environment).find((one) => one.name === wanted);
  return service?.deployment ?? wanted;
}

function imageText(args: Args, context: PreviewContext): string {
  const base = args.image ?? deploymentName(args, context) ?? '?';
  return args.tag === undefined ? base : `${base} at ${args.tag}`;
}

async function run(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const source = deploymentName(args, context);
  const deployment =
    source === undefined
      ? undefined
      : await cluster.get({ kind: 'Deployment', apiVersions: ['apps/v1'] }, source);
  if (source !== undefined && deployment === undefined) {
    return missing('job.run', `the Deployment ${source}`, 'there is none');
  }
  const image = imageOf(args, deployment);
  if (image === undefined) return missing('job.run', 'image or from-deployment', 'neither');
  const unset = args.env.filter((name) => context.env[name] === undefined);
  if (unset.length > 0)
    return missing('job.run', `values for ${unset.join(', ')}`, 'not set in this session');
  const name = dnsLabel(args.name, context.attemptName);
  const manifest = jobManifest({
    name,
    namespace: context.environment.namespace,
    image,
    command: args.command,
    deadline: Math.ceil(args.deadline / 1000),
    ttl: timeToLive,
    env: Object.fromEntries(args.env.map((variable) => [variable, context.env[variable] ?? ''])),
    labels: {
      'app.kubernetes.io/managed-by': 'teei-runbook',
      'teei-runbook/attempt': dnsLabel('', context.attemptName),
    },
    ...(deployment === undefined ? {} : { deployment }),
  });
  const found = await createOnce(cluster, manifest, name);
  return watchJob({
    cluster,
    context,
    name,
    image,
    command: args.command,
    deadline: args.deadline,
    adopted: !found.created,
  });
}

function imageOf(args: Args, deployment: Manifest | undefined): string | undefined {
  const own = imagesOfTemplate(field(deployment, 'spec', 'template')).find((one) => !one.init)?.image;
  const image = args.image ?? own;
  return image === undefined || args.tag === undefined ? image : retag(image, args.tag);
}

/**
 * The name is this attempt's own: if such a Job exists, it was made by this very attempt and its answer was
 * lost on the way. It is watched then, and never run a second time.
 */
async function createOnce(
  cluster: Cluster,
  manifest: Manifest,
  name: string,
): Promise<{ readonly created: boolean }> {
  if ((await cluster.getJob(name)) !== undefined) return { created: false };
  try {
    await cluster.createJob(manifest);
    return { created: true };
  } catch (thrown) {
    if (!(thrown instanceof ClusterError) || (!thrown.passing && thrown.reason !== 'conflict')) throw thrown;
    if ((await cluster.getJob(name)) === undefined) throw thrown;
    return { created: false };
  }
}
