import type { EventOf, SessionEvent } from './events.ts';
import { actorName, type Envelope } from './record.ts';
import type { StepState, StepStatus } from './state.ts';

/** A step's state after an event about it. Events that say nothing of a step leave it as it is. */
export function evolveStep(step: StepState, { time, actor }: Envelope, event: SessionEvent): StepState {
  switch (event.type) {
    case 'step.started':
      return {
        ...step,
        attempts: event.step.attempt,
        status: { status: 'running', attempt: event.step.attempt, since: time },
      };
    case 'step.spawned':
      return step.status.status === 'running'
        ? { ...step, status: { ...step.status, process: event.process } }
        : step;
    case 'step.finished':
      return {
        ...step,
        status: finished(event),
        milliseconds: event.milliseconds,
        ...(event.result === 'passed' ? leftFolder(event) : {}),
      };
    case 'step.resolved':
      return resolved(step, event);
    case 'step.skipped':
      return { ...step, status: { status: 'skipped', cause: event.cause, reason: event.reason } };
    case 'step.continued':
      return { ...step, status: continued(step, event) };
    case 'step.answered':
      return {
        ...step,
        attempts: event.step.attempt,
        status: { status: 'answered', attempt: event.step.attempt, summary: answerSummary(event) },
      };
    case 'signoff':
      return signed(step, event, actorName(actor));
    default:
      return step;
  }
}

/** The folder of an attempt that left files, below the session's folder. */
function leftFolder({ step, files }: Pick<EventOf<'step.finished'>, 'step' | 'files'>): {
  readonly folder?: string;
} {
  return files.length === 0 ? {} : { folder: `steps/${step.id}/${step.attempt}` };
}

function continued({ status }: StepState, event: EventOf<'step.continued'>): StepStatus {
  const { cause, reason } = event;
  const summary = status.status === 'failed' ? status.summary : '';
  return { status: 'continued', attempt: event.step.attempt, cause, reason, summary };
}

function finished(event: EventOf<'step.finished'>): StepStatus {
  const { attempt } = event.step;
  const { summary, evidence } = event;
  const failing = event.failing === undefined ? {} : { failing: event.failing };
  if (event.offered) return { status: 'looked', attempt, summary, evidence };
  switch (event.result) {
    case 'passed':
      return { status: 'passed', attempt, summary, by: 'engine' };
    case 'inconclusive':
      return { status: 'inconclusive', attempt, summary, evidence, ...failing };
    case 'failed':
    case 'error':
      return {
        status: 'failed',
        attempt,
        summary,
        evidence,
        ...failing,
        problem: event.problem ?? { code: 'step/failed', message: summary },
      };
  }
}

function resolved(step: StepState, event: EventOf<'step.resolved'>): StepState {
  const { attempt } = event.step;
  switch (event.resolution) {
    case 'retry':
      return { ...step, status: { status: 'pending' } };
    case 'done':
      return {
        ...step,
        status: { status: 'passed', attempt, summary: event.reason, by: 'person' },
        ...leftFolder(event),
      };
    case 'failed':
      return {
        ...step,
        status: {
          status: 'failed',
          attempt,
          summary: event.reason,
          evidence: [],
          problem: { code: 'step/said-failed', message: event.reason },
        },
      };
  }
}

function signed(step: StepState, event: EventOf<'signoff'>, operator: string): StepState {
  const { attempt } = event.step;
  const signoffs = [...step.signoffs, event];
  if (event.decision === 'no') {
    const message = `${event.name} said no${event.note === undefined ? '' : `: ${event.note}`}`;
    const problem = { code: 'step/refused', message };
    return {
      ...step,
      attempts: attempt,
      signoffs,
      status: { status: 'failed', attempt, summary: message, problem, evidence: event.evidence },
    };
  }
  if (!event.settles) return { ...step, attempts: Math.max(step.attempts, attempt), signoffs };
  return {
    ...step,
    attempts: attempt,
    signoffs,
    status: {
      status: 'signed',
      attempt,
      by: event.name,
      signed: event.signature !== undefined,
      enteredBy: operator,
    },
  };
}

function answerSummary(event: EventOf<'step.answered'>): string {
  const given = Object.entries(event.values).map(([name, value]) => `${name} = ${value}`);
  return [...given, ...event.secrets.map((name) => `${name} = (secret)`)].join(', ');
}
