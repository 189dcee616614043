import { actorName } from '../../../session/record.ts';
import type { AttemptStory, StepStory } from '../story.ts';
import { attemptVerdict, stepVerdict, type Verdict } from './result.ts';
import type { Attributes, Span } from './span.ts';

/** The span of a step; below it one for each attempt where there were several. `lastAt` ends what has no end. */
export function stepSpans(
  session: string,
  story: StepStory,
  title: string | undefined,
  lastAt: string,
): readonly Span[] {
  const { id, status, attempts, firstAt } = story;
  const [only, ...more] = attempts;
  const step = `step ${id}`;
  const running = attempts.some(({ finished, resolved }) => finished === undefined && resolved === undefined);
  const single = only !== undefined && more.length === 0 ? only : undefined;
  const span: Span = {
    key: step,
    parent: 'session',
    name: id,
    kind: 'internal',
    from: firstAt,
    to: running ? lastAt : story.lastAt,
    ...taskOf(session, id, id, stepVerdict(status, attempts), {
      'teei_runbook.step.title': title,
      'teei_runbook.step.status': status.status,
      ...(single === undefined ? {} : facts(single)),
    }),
    events: [...signoffEvents(story), ...(single === undefined ? [] : evidenceEvents(single))],
  };
  if (more.length === 0) return [span];
  return [span, ...attempts.map((attempt) => attemptSpan(session, story, attempt, lastAt))];
}

function attemptSpan(session: string, { id }: StepStory, attempt: AttemptStory, lastAt: string): Span {
  const { number, started, finished, resolved } = attempt;
  const verdict: Verdict =
    finished === undefined ? { result: undefined, message: '' } : attemptVerdict(finished.event);
  return {
    key: `attempt ${number} ${id}`,
    parent: `step ${id}`,
    name: `${id} attempt ${number}`,
    kind: 'internal',
    from: started.time,
    to: finished?.time ?? resolved?.time ?? lastAt,
    ...taskOf(session, id, `${id}/${number}`, verdict, facts(attempt)),
    events: evidenceEvents(attempt),
  };
}

/** The conventions ask for an address of the task; a session has none on a network, so it is a name. */
function taskOf(
  session: string,
  name: string,
  run: string,
  { result, error, message }: Verdict,
  more: Attributes,
): Pick<Span, 'result' | 'message' | 'attributes'> {
  return {
    result,
    message,
    attributes: {
      'cicd.pipeline.task.name': name,
      'cicd.pipeline.task.run.id': run,
      'cicd.pipeline.task.run.url.full': `urn:teei-runbook:${encodeURIComponent(session)}:${encodeURIComponent(run.toWellFormed())}`,
      'cicd.pipeline.task.run.result': result,
      'error.type': error,
      ...more,
    },
  };
}

function facts({ number, started, finished, resolved }: AttemptStory): Attributes {
  const end = finished?.event;
  const output = end?.output ?? resolved?.event.output;
  return {
    'user.name': actorName(started.actor),
    'teei_runbook.step.attempt': number,
    'teei_runbook.step.kind': started.event.kind,
    'teei_runbook.step.effect': started.event.effect,
    'teei_runbook.step.command': started.event.command?.trimEnd(),
    'teei_runbook.step.summary': end?.summary,
    'process.exit.code': end?.exit_code,
    'teei_runbook.output.sha256': output?.sha256,
    'teei_runbook.output.bytes': output?.bytes,
  };
}

function evidenceEvents({ finished }: AttemptStory): Span['events'] {
  if (finished === undefined) return [];
  return finished.event.evidence.map(({ check, result, what, where, expected, observed }) => ({
    time: finished.time,
    name: 'verification',
    attributes: {
      'teei_runbook.check': check,
      'teei_runbook.check.result': result,
      'teei_runbook.check.what': where === undefined ? what : `${what} ${where}`,
      'teei_runbook.check.expected': expected,
      'teei_runbook.check.observed': observed,
    },
  }));
}

function signoffEvents({ signoffs }: StepStory): Span['events'] {
  return signoffs.map(({ time, actor, event }) => ({
    time,
    name: 'sign-off',
    attributes: {
      'user.name': event.name,
      'teei_runbook.signoff.kind': event.kind,
      'teei_runbook.signoff.decision': event.decision,
      'teei_runbook.signoff.role': event.role,
      'teei_runbook.signoff.signed': event.signature !== undefined,
      'teei_runbook.signoff.key': event.signature?.key_fp,
      'teei_runbook.signoff.entered_by': actorName(actor),
    },
  }));
}
