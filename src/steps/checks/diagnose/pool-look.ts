import type { RunContext } from '../../context.ts';
import { several } from '../../manifest/several.ts';
import { type Cluster, ClusterError } from '../../ports/cluster.ts';
import { isReady } from '../pods/diagnose.ts';
import { clusterError } from '../watch-until.ts';
import type { Clue, Look, Unseen } from './clue.ts';
import { isExhausted, type PoolStats, poolScript, readPoolStats } from './pool-stats.ts';
import type { Member, Survey } from './survey.ts';
import { adviceFor, causeInLine, type LoggedCause, namedCause } from './words.ts';

const timeout = 15_000;
const limit = 16 * 1024;
const atOnce = 6;

type Answer =
  | { readonly kind: 'stats'; readonly service: string; readonly pod: string; readonly stats: PoolStats }
  | {
      readonly kind: 'cause';
      readonly service: string;
      readonly pod: string;
      readonly line: string;
      readonly cause: LoggedCause;
    }
  /** It has no such function, or answers in another way. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unseen'; readonly error: ClusterError };

/** Asks one ready pod of each service how its pool of database connections is, by a command in it. */
export async function lookAtPools(seen: Survey, cluster: Cluster, context: RunContext): Promise<Look> {
  const asked = seen.members.filter(({ isService, pods }) => isService && pods.some(isReady));
  const answers = await several(asked, (member) => ask(member, cluster, context), atOnce);
  const told = answers.filter(({ kind }) => kind === 'stats' || kind === 'cause').length;
  const errors = answers.flatMap((answer) => (answer.kind === 'unseen' ? [answer.error] : []));
  return {
    what: `the connection pools of ${String(told)} of ${String(asked.length)} services (the others tell none)`,
    clues: answers.flatMap(clueOf),
    unseen: unseenOf(errors, asked.length),
  };
}

async function ask({ name, pods }: Member, cluster: Cluster, context: RunContext): Promise<Answer> {
  const pod = pods.find(isReady);
  const container = pod?.containers.find(({ init }) => !init);
  if (pod === undefined || container === undefined) return { kind: 'silent' };
  const command = ['node', '-e', poolScript];
  const result = await cluster
    .exec({ pod: pod.name, container: container.name, command, timeout, limit }, context.signal)
    .catch(clusterError);
  if (result instanceof ClusterError) {
    return result.reason === 'invalid' || result.reason === 'not-found'
      ? { kind: 'silent' }
      : { kind: 'unseen', error: result };
  }
  const place = { service: name, pod: pod.name };
  const stats = readPoolStats(result.stdout);
  if (stats !== undefined) return { kind: 'stats', ...place, stats };
  const line = `${result.stdout}\n${result.stderr}`
    .split('\n')
    .find((each) => causeInLine(each) !== undefined);
  const cause = line === undefined ? undefined : causeInLine(line);
  return line === undefined || cause === undefined
    ? { kind: 'silent' }
    : { kind: 'cause', ...place, line, cause };
}

function clueOf(answer: Answer): readonly Clue[] {
  if (answer.kind === 'cause') {
    const { service, pod, line, cause } = answer;
    return [
      {
        cause,
        services: [service],
        where: `pod ${pod}`,
        expected: 'it tells how its pool is',
        observed: `${namedCause[cause]}, asked in the pod`,
        next: adviceFor[cause],
        details: [`${pod}: ${line.slice(0, 300)}`],
      },
    ];
  }
  if (answer.kind !== 'stats' || !isExhausted(answer.stats)) return [];
  const { service, pod, stats } = answer;
  return [
    {
      cause: 'pool-exhausted',
      services: [service],
      where: `pod ${pod}`,
      expected: 'a connection is free, or nobody waits',
      observed: `the pool is used up: ${String(stats.total)} connections, ${String(stats.idle)} free, ${String(stats.waiting)} requests wait`,
      next: adviceFor['pool-exhausted'],
    },
  ];
}

function unseenOf(errors: readonly ClusterError[], asked: number): readonly Unseen[] {
  const [first] = errors;
  if (first === undefined) return [];
  return [
    {
      what: `the pools of ${String(errors.length)} of ${String(asked)} services`,
      why: first.message,
      next: 'Ask for the right to get and create pods/exec, or look at the pool’s figures in Grafana',
    },
  ];
}
