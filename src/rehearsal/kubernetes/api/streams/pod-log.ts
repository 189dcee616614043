import type { LogLine, RunLog } from '../../kubelet/logs.ts';
import { kubeletOf } from '../../network/node-lost.ts';
import { textAt } from '../../objects/json.ts';
import { uidOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import type { ApiAnswer, ApiRequest, ApiStream } from '../exchange.ts';
import type { ResourcePath } from '../resource-path.ts';
import { type LogOptions, readLogOptions } from './log-options.ts';
import { chooseContainer, podAt } from './pod-container.ts';
import { whichRun } from './which-run.ts';

/** GET of `pods/NAME/log`: what a run of a container wrote, and with `follow` what it goes on to write. */
export function podLog(world: World, path: ResourcePath, { query }: ApiRequest): ApiAnswer {
  const options = readLogOptions(path.name ?? '', query, world.schedule.now());
  if (!options.ok) return { kind: 'failure', failure: options.failure };
  const pod = podAt(world, path);
  if (!pod.ok) return { kind: 'failure', failure: pod.failure };
  const container = chooseContainer(pod.value, options.value.container);
  if (!container.ok) return { kind: 'failure', failure: container.failure };
  // A pod that no node has taken has no log: the server answers with nothing.
  if (textAt(pod.value, 'spec', 'nodeName') === undefined) return text('');
  const kubelet = kubeletOf(world, pod.value, 'containerLogs');
  if (!kubelet.ok) return { kind: 'failure', failure: kubelet.failure };
  const run = whichRun(pod.value, container.value, options.value.previous);
  if (!run.ok) return { kind: 'failure', failure: run.failure };
  const log = world.logs[run.value](uidOf(pod.value), container.value);
  if (log === undefined) return text('');
  if (!options.value.follow || log.ended) return text(selected(log, options.value));
  return {
    kind: 'stream',
    contentType: 'text/plain',
    open: (stream) => follow(log, options.value, stream),
  };
}

function text(body: string | Buffer): ApiAnswer {
  return { kind: 'text', status: 200, body, contentType: 'text/plain' };
}

/** The tail is taken first and filtered by time then, as the kubelet reads its files. */
function selected(log: RunLog, options: LogOptions): Buffer {
  const { tailLines, limitBytes } = options;
  const lines =
    tailLines === undefined ? log.lines : log.lines.slice(Math.max(0, log.lines.length - tailLines));
  const body = Buffer.from(
    lines
      .filter((line) => inTime(line, options))
      .map((line) => written(line, options))
      .join(''),
  );
  return limitBytes === undefined ? body : body.subarray(0, limitBytes);
}

function inTime({ at }: LogLine, { since }: LogOptions): boolean {
  return since === undefined || at >= since;
}

/** Times have nanoseconds, as a container runtime writes them. */
function written({ at, text: line }: LogLine, { timestamps }: LogOptions): string {
  return timestamps ? `${new Date(at).toISOString().slice(0, -1)}000000Z ${line}\n` : `${line}\n`;
}

/** Writes what there is and what comes, until the run or the limit ends. Gives what ends the following. */
function follow(log: RunLog, options: LogOptions, stream: ApiStream): () => void {
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  const write = (chunk: Buffer): void => {
    if (chunk.length > 0 && left > 0) stream.write(chunk.subarray(0, Math.min(chunk.length, left)));
    left -= chunk.length;
  };
  write(selected(log, options));
  if (left <= 0) {
    stream.end();
    return () => undefined;
  }
  const leave = log.follow(
    (line) => {
      if (inTime(line, options)) write(Buffer.from(written(line, options)));
      if (left > 0) return;
      leave();
      stream.end();
    },
    () => stream.end(),
  );
  return leave;
}
