import type { StepState } from '../../../../session/state.ts';
import type { AttemptTrail, StepTrail } from '../trail.ts';

/** The attempt that the step's state is about; none where it was voided or is to be run again. */
export function shownAttempt({ status }: StepState, { attempts }: StepTrail): AttemptTrail | undefined {
  const number = 'attempt' in status ? status.attempt : undefined;
  return attempts.findLast(({ attempt }) => attempt === number);
}

type Filed = NonNullable<NonNullable<AttemptTrail['finished']>['output']>;

/** What the attempt has printed, as it was filed at its end, or when somebody said what became of it. */
export function filedOutput(
  { attempt, finished }: AttemptTrail,
  { resolutions }: StepTrail,
): Filed | undefined {
  const resolved = resolutions.findLast(({ step }) => step.attempt === attempt);
  return finished?.output ?? resolved?.output;
}
