import type { Outcome } from '../../steps/outcome.ts';
import type { Recording } from '../../steps/recording.ts';
import type { EventOf } from '../events.ts';
import type { Redactor } from '../redact/redactor.ts';

type Finished = EventOf<'step.finished'>;
type OutcomeFields = Pick<
  Finished,
  | 'result'
  | 'summary'
  | 'evidence'
  | 'failing'
  | 'exit_code'
  | 'signal'
  | 'stopped'
  | 'recording'
  | 'problem'
  | 'deadline'
  | 'meets'
>;

/** An outcome as the log keeps it: every text masked. */
export function outcomeFacts(outcome: Outcome, redactor: Redactor): OutcomeFields {
  const { exit, failing, stopped, recording, deadline, meets } = outcome;
  const found = outcome.result === 'passed' ? undefined : outcome.problem;
  return {
    result: outcome.result,
    summary: redactor.text(outcome.summary),
    evidence: outcome.evidence.map((each) => maskEvidence(each, redactor)),
    ...(failing === undefined ? {} : { failing: failing.map((name) => redactor.text(name)) }),
    ...(exit?.code === undefined ? {} : { exit_code: exit.code }),
    ...(exit?.signal === undefined ? {} : { signal: exit.signal }),
    ...(stopped === undefined ? {} : { stopped }),
    ...(recording === undefined ? {} : { recording: maskRecording(recording, redactor) }),
    ...(found === undefined ? {} : { problem: maskProblem(found, redactor) }),
    ...(deadline === undefined ? {} : { deadline: { ...deadline, label: redactor.text(deadline.label) } }),
    ...(meets === undefined ? {} : { meets: { ...meets, observed: redactor.text(meets.observed) } }),
  };
}

function maskRecording(recording: Recording, redactor: Redactor): Recording {
  return recording.recorded === 'whole' ? recording : { ...recording, why: redactor.text(recording.why) };
}

function maskEvidence(
  evidence: Outcome['evidence'][number],
  redactor: Redactor,
): Finished['evidence'][number] {
  const { details, where, next, ...rest } = evidence;
  return {
    ...rest,
    what: redactor.text(evidence.what),
    expected: redactor.text(evidence.expected),
    observed: redactor.text(evidence.observed),
    ...(where === undefined ? {} : { where: redactor.text(where) }),
    ...(next === undefined ? {} : { next: redactor.text(next) }),
    ...(details === undefined ? {} : { details: details.map((line) => redactor.text(line)) }),
  };
}

/** A problem as the log keeps it. */
export function maskProblem(
  { code, message, hint, cause }: { code: string; message: string; hint?: string; cause?: string },
  redactor: Redactor,
): NonNullable<Finished['problem']> {
  return {
    code,
    message: redactor.text(message),
    ...(hint === undefined ? {} : { hint: redactor.text(hint) }),
    ...(cause === undefined ? {} : { cause: redactor.text(cause) }),
  };
}
