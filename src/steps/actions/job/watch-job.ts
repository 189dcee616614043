import { formatDuration } from '../../../runbook/values/duration.ts';
import { unanswered } from '../../checks/answers.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import { clusterError, watchUntil } from '../../checks/watch-until.ts';
import type { RunContext } from '../../context.ts';
import type { Evidence } from '../../outcome.ts';
import type { Cluster, FollowedKind } from '../../ports/cluster.ts';
import { makeJobJudge, type JobEnd } from './judge-job.ts';
import { streamLogs } from './stream-logs.ts';

const kinds: readonly FollowedKind[] = ['jobs', 'pods', 'events'];
/** What the cluster needs beside the command's own time: scheduling, pulling, telling. Milliseconds. */
const margin = 30_000;

export interface JobWatch {
  readonly cluster: Cluster;
  readonly context: RunContext;
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  /** Milliseconds. */
  readonly deadline: number;
  /** The Job was there already: this attempt had made it before its session died. */
  readonly adopted: boolean;
}

/** Watches a Job to its end, its log going to the step's output. An aborted one is deleted. */
export async function watchJob(watch: JobWatch): Promise<CheckResult> {
  const { cluster, context, name } = watch;
  if (watch.adopted)
    await context.output('stderr', `Job ${name} exists already: it is watched, not run again.\n`);
  const began = context.ports.clock.monotonic();
  const spent = (): number => Number((context.ports.clock.monotonic() - began) / 1_000_000n);
  const logs = streamLogs(cluster, context, name);
  const judge = makeJobJudge(name, spent);
  const end = await watchUntil({
    cluster,
    kinds,
    clock: context.ports.clock,
    signal: context.signal,
    deadline: watch.deadline + margin,
    judge: (view, elapsed) => {
      const state = view.state;
      if (state !== undefined) logs.follow(state);
      context.progress({ summary: `Job ${name}, ${formatDuration(Math.floor(elapsed / 1000) * 1000)}` });
      return state === undefined ? undefined : judge(state);
    },
  });
  switch (end.kind) {
    case 'decided': {
      // The watches of Jobs and pods run beside each other: the pod's end may not have come yet.
      const fresh = await cluster.look(kinds).catch(() => undefined);
      if (fresh !== undefined) logs.follow(fresh);
      await logs.finished();
      const last = fresh === undefined ? undefined : makeJobJudge(name, () => 0)(fresh);
      return conclude(watch, last ?? end.value, logs.lastLines(), spent());
    }
    case 'deadline':
      return stop(watch, 'fail', `did not end within ${formatDuration(watch.deadline)}`, logs);
    case 'stopped':
      return stop(watch, 'inconclusive', 'was stopped by the operator or the step’s timeout', logs);
    case 'error':
      logs.cancel();
      await context.output('stderr', `Job ${name} is not watched any more and may still run.\n`);
      return { ...unanswered('job.run', end.error), values: { job: name } };
  }
}

/** A Job nobody watches any more must not go on changing things: it is deleted, with its pods, and that is said. */
async function stop(
  watch: JobWatch,
  verdict: 'fail' | 'inconclusive',
  what: string,
  logs: ReturnType<typeof streamLogs>,
): Promise<CheckResult> {
  logs.cancel();
  const deleted = await remove(watch);
  await watch.context.output('stderr', `Job ${watch.name} ${what}; ${deleted}.\n`);
  return {
    verdict,
    summary: `Job ${watch.name} ${what}; ${deleted}`,
    values: { job: watch.name },
    evidence: [
      {
        ...about(watch, verdict),
        observed: `${what}; ${deleted}`,
        next: 'Find out how far it came before it is run again',
        ...detailsOf(logs.lastLines()),
      },
    ],
  };
}

async function remove(watch: JobWatch): Promise<string> {
  try {
    await watch.cluster.deleteJob(watch.name);
    return 'it was deleted with its pods';
  } catch (thrown) {
    return `deleting it failed (${clusterError(thrown).message}): it may still run`;
  }
}

async function conclude(
  watch: JobWatch,
  end: JobEnd,
  lines: readonly string[],
  spent: number,
): Promise<CheckResult> {
  const values = { job: watch.name };
  if (end.kind === 'complete') {
    const summary = `Job ${watch.name} completed in ${formatDuration(Math.max(1000, Math.floor(spent / 1000) * 1000))}`;
    return {
      verdict: 'pass',
      summary,
      values,
      evidence: [{ ...about(watch, 'pass'), observed: 'completed with exit code 0', ...detailsOf(lines) }],
    };
  }
  const last = lines.at(-1);
  // Left alone it would start by itself as soon as its cause is gone, when nobody expects it any more.
  const removed = end.kind === 'cannot-start' ? ` The Job never started; ${await remove(watch)}.` : '';
  const observed = `${end.message}${removed}`;
  return {
    verdict: end.kind === 'deleted' ? 'inconclusive' : 'fail',
    summary: `Job ${watch.name}: ${observed}${last === undefined ? '' : ` Last line: ${last}`}`,
    values,
    evidence: [
      {
        ...about(watch, end.kind === 'deleted' ? 'inconclusive' : 'fail'),
        ...(end.pod === undefined ? {} : { where: `pod ${end.pod}` }),
        observed,
        next: end.next,
        ...detailsOf(lines),
      },
    ],
  };
}

function about(watch: JobWatch, result: Evidence['result']): Omit<Evidence, 'observed'> {
  return {
    check: 'job.run',
    result,
    what: `Job ${watch.name}: ${watch.command.join(' ')}`,
    where: watch.image,
    expected: 'completes with exit code 0',
  };
}

function detailsOf(lines: readonly string[]): { readonly details?: readonly string[] } {
  return lines.length === 0 ? {} : { details: ['last log lines:', ...lines] };
}
