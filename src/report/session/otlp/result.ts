import type { EventOf } from '../../../session/events.ts';
import type { Phase, StepStatus } from '../../../session/state.ts';
import type { AttemptStory } from '../story.ts';
import type { TaskResult } from './span.ts';

/** What came of something, and the class of its error; no result while it is not settled. */
export interface Verdict {
  readonly result: TaskResult | undefined;
  readonly error?: string;
  readonly message: string;
}

/** What came of a session. One that was rolled back did not do what it was begun for. */
export function sessionVerdict(phase: Phase): Verdict {
  if (phase.phase !== 'ended') return { result: undefined, message: '' };
  const message = phase.reason ?? phase.outcome;
  switch (phase.outcome) {
    case 'completed':
      return { result: 'success', message: '' };
    case 'failed':
      return { result: 'failure', error: 'failed', message };
    case 'rolled-back':
      return { result: 'failure', error: 'rolled-back', message };
    case 'aborted':
      return { result: 'cancellation', message };
  }
}

/** What came of a step, by how it stands now. */
export function stepVerdict(status: StepStatus, attempts: readonly AttemptStory[]): Verdict {
  switch (status.status) {
    case 'passed':
    case 'signed':
    case 'answered':
      return { result: 'success', message: '' };
    case 'skipped':
      return { result: 'skip', message: status.reason };
    case 'continued':
    case 'failed': {
      const last = attempts.at(-1)?.finished?.event;
      const failed = last === undefined ? undefined : attemptVerdict(last);
      return failed ?? { result: 'failure', error: '_OTHER', message: status.status };
    }
    case 'inconclusive':
      return { result: 'error', error: 'inconclusive', message: status.summary };
    case 'interrupted':
      return { result: 'error', error: 'interrupted', message: 'nothing is known of its end' };
    case 'looked':
    case 'running':
    case 'pending':
      return { result: undefined, message: '' };
  }
}

/** What came of an attempt that ended. */
export function attemptVerdict({ result, stopped, problem, summary }: EventOf<'step.finished'>): Verdict {
  const error = problem?.code ?? '_OTHER';
  if (result === 'passed') return { result: 'success', message: '' };
  if (stopped === 'timeout') return { result: 'timeout', error: 'timeout', message: summary };
  if (stopped !== undefined) return { result: 'cancellation', message: summary };
  if (result === 'failed') return { result: 'failure', error, message: summary };
  return { result: 'error', error: result === 'inconclusive' ? 'inconclusive' : error, message: summary };
}
