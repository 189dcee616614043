import { sessionFields } from '../json.ts';
import { type AttemptStory, type StepStory, stepStories } from '../story.ts';
import type { Exported } from './exported.ts';

/**
 * A session as one JSON object: all that `sessions show --json` tells, then whether it can be believed, the attempts
 * with the digests of their outputs and files, and the sign-offs with the fingerprints of their keys.
 */
export async function* exportJson({ session, records, titles, verify }: Exported): AsyncGenerator<string> {
  const stories = stepStories(session, records);
  const json = {
    ...sessionFields(session),
    verification: await verify(),
    attempts: stories.flatMap((story) => attemptsOf(story, titles)),
    given: stories.flatMap(signoffsOf),
  };
  yield `${JSON.stringify(json, undefined, 2)}\n`;
}

function attemptsOf({ id, attempts }: StepStory, titles: Exported['titles']): readonly unknown[] {
  return attempts.map(({ number, started, finished, resolved }) => ({
    step: id,
    title: titles.get(id),
    attempt: number,
    kind: started.event.kind,
    effect: started.event.effect,
    command: started.event.command,
    cwd: started.event.cwd,
    startedAt: started.time,
    by: started.actor,
    ...endOf(finished),
    resolution: resolutionOf(resolved),
    output: finished?.event.output ?? resolved?.event.output,
    files: finished?.event.files ?? resolved?.event.files ?? [],
  }));
}

function endOf(finished: AttemptStory['finished']): object | undefined {
  if (finished === undefined) return undefined;
  const { time, event } = finished;
  return {
    endedAt: time,
    result: event.result,
    summary: event.summary,
    exitCode: event.exit_code,
    signal: event.signal,
    stopped: event.stopped,
    milliseconds: event.milliseconds,
    evidence: event.evidence,
    problem: event.problem,
    recording: event.recording,
  };
}

function resolutionOf(resolved: AttemptStory['resolved']): unknown {
  if (resolved === undefined) return undefined;
  const { time, actor, event } = resolved;
  return { time, by: actor, resolution: event.resolution, reason: event.reason };
}

function signoffsOf({ id, signoffs }: StepStory): readonly unknown[] {
  return signoffs.map(({ seq, time, actor, event }) => ({
    step: id,
    attempt: event.step.attempt,
    seq,
    time,
    kind: event.kind,
    decision: event.decision,
    role: event.role,
    name: event.name,
    note: event.note,
    shown: event.shown,
    signed: event.signature !== undefined,
    fingerprint: event.signature?.key_fp,
    principal: event.signature?.principal,
    enteredBy: actor,
  }));
}
