import * as z from 'zod';
import { templateNames } from '../../runbook/template.ts';
import { durationSchema } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { several } from '../manifest/several.ts';
import { type Cluster, ClusterError } from '../ports/cluster.ts';
import { missing, unanswered } from './answers.ts';
import { describeAssertions, outputAssertions } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Answered, judgeAnswers } from './exec/judge-answers.ts';
import { type Place, podsToAsk } from './exec/pods-to-ask.ts';
import { lookAtPods } from './pods/service-pods.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';
import { clusterError } from './watch-until.ts';

/** Bytes of each stream of each pod that are looked at. */
const limit = 64 * 1024;

const word = z.string().refine((text) => templateNames({ text }).length === 0, {
  error:
    'can’t hold a value: it would become a part of a command, and show in the container’s list of processes',
});

const schema = z.strictObject({
  services: servicesSchema,
  /** Every pod that is ready, or only those of each Deployment's current revision. */
  pods: z.enum(['ready', 'new']).default('ready'),
  /** Absent: the first of each pod. */
  container: z.string().min(1).optional(),
  /** Program and arguments, without a shell. */
  command: z.array(word).min(1),
  exit: z.int().min(0).max(255).default(0),
  stdout: outputAssertions.optional(),
  stderr: outputAssertions.optional(),
  /** For each pod. */
  timeout: durationSchema.default(10_000),
  /** How many pods are asked at the same time. */
  'at-once': z.int().min(1).max(50).default(8),
});

type Args = z.infer<typeof schema>;

/** Asks every pod by a command in it: one that answers otherwise than expected fails. */
export const execCheck = defineCheck({
  name: 'exec.check',
  summary: 'Runs a command that only looks in every ready pod of the services, and verifies each answer.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: {
    services: ['api-gateway'],
    command: ['node', '-e', "require('./dist/db').testConnection().then(console.log)"],
    stdout: { equals: 'true' },
  },
  describe: (args, context) => {
    const said = (['stdout', 'stderr'] as const).flatMap((name) =>
      describeAssertions(args[name] ?? {}).map((phrase) => `${name} ${phrase}`),
    );
    const which = args.pods === 'new' ? 'every new pod' : 'every ready pod';
    const where = `${which} of ${namesOf(targetsOf(args.services, context))}`;
    return [`${told(args.command)} in ${where}: exit code ${String(args.exit)}`, ...said].join(', ');
  },
  run: async (args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    const targets = targetsOf(args.services, context);
    if (cluster === undefined) return missing('exec.check', 'a pinned cluster', 'none');
    if (targets.length === 0) return missing('exec.check', 'services in platform.yaml', 'none');
    return look(cluster, targets, args, context);
  },
});

async function look(
  cluster: Cluster,
  targets: readonly Target[],
  args: Args,
  context: RunContext,
): Promise<CheckResult> {
  const found = await lookAtPods(cluster, targets);
  if (found instanceof ClusterError) return unanswered('exec.check', found);
  const groups = found.map((one) => podsToAsk(one, args));
  const places = groups.flatMap(({ asked }) => asked);
  let done = 0;
  const askOne = async (place: Place): Promise<Answered> => {
    const answer = await ask(cluster, place, args, context.signal);
    done += 1;
    context.progress({ summary: `${String(done)} of ${String(places.length)} pods asked` });
    return answer;
  };
  const answers = await several(places, askOne, args['at-once']);
  return judgeAnswers(groups, answers, { ...args, command: told(args.command) });
}

async function ask(cluster: Cluster, place: Place, args: Args, signal: AbortSignal): Promise<Answered> {
  const { pod, container } = place;
  const { command, timeout } = args;
  try {
    const result = await cluster.exec({ pod, container, command, timeout, limit }, signal);
    return { place, kind: 'ended', result };
  } catch (thrown) {
    return { place, kind: 'unanswered', error: clusterError(thrown) };
  }
}

const longest = 80;

/** A command in one line, for people. */
function told(command: readonly string[]): string {
  const line = command.map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : JSON.stringify(each))).join(' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
