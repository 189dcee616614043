import type { RunContext } from '../../context.ts';
import type { Cluster, NamespaceState, Pod } from '../../ports/cluster.ts';
import { podsOfJob } from './judge-job.ts';

/** Lines and bytes that are kept for the evidence; the whole log goes to the step's output. */
const linesKept = 15;
const bytesKept = 16 * 1024;
/** Milliseconds for which the rest of an ended Job's log may take to come. */
const patience = 10_000;

/** Streams the log of a Job's container to the step's output while the Job runs, so that it outlives the Job. */
export function streamLogs(cluster: Cluster, context: RunContext, job: string) {
  const cancelled = new AbortController();
  const signal = AbortSignal.any([context.signal, cancelled.signal]);
  const streams = new Map<string, Promise<void>>();
  let tail = '';
  const stream = async (pod: Pod): Promise<void> => {
    const decoder = new TextDecoder();
    try {
      await cluster.followPodLog(
        pod.name,
        'job',
        async (chunk) => {
          tail = (tail + decoder.decode(chunk, { stream: true })).slice(-bytesKept);
          await context.output('stdout', Buffer.from(chunk));
        },
        signal,
      );
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      await context.output('stderr', `The log of pod ${pod.name} could not be read to its end: ${reason}\n`);
    }
  };
  return {
    /** Begins to stream each pod of the Job as soon as it has something to say. */
    follow(state: NamespaceState): void {
      const found = state.jobs.find((one) => one.name === job);
      if (found === undefined) return;
      for (const pod of podsOfJob(found, state)) {
        const started = pod.containers.some((one) => one.state !== undefined && one.state.kind !== 'waiting');
        if (started && !streams.has(pod.uid)) streams.set(pod.uid, stream(pod));
      }
    },
    /** Resolves when every log has been read to its end, or when a log of an ended Job does not end by itself. */
    async finished(): Promise<void> {
      const ended = Promise.all(streams.values()).then(() => {
        cancelled.abort();
      });
      await context.ports.clock.sleep(patience, signal);
      cancelled.abort();
      await ended;
    },
    cancel(): void {
      cancelled.abort();
    },
    lastLines: (): readonly string[] =>
      tail
        .split('\n')
        .filter((line) => line !== '')
        .slice(-linesKept),
  };
}
