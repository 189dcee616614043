import type { Step } from '../../runbook/model.ts';
import type { Progress } from '../../steps/context.ts';
import type { ProcessIdentity, ShellSetup } from '../../steps/ports/shell.ts';
import type { PlannedStep } from '../plan.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { SessionState } from '../state.ts';
import type { SessionDeps } from './deps.ts';

/** What an attempt at a step is carried out with. */
export interface Attempt {
  readonly deps: SessionDeps;
  readonly redactor: Redactor;
  readonly state: SessionState;
  readonly planned: PlannedStep;
  /** The step with its templates filled in. */
  readonly step: Step;
  readonly number: number;
  /** Aborts with a StopCause. */
  readonly signal: AbortSignal;
  readonly onSpawn: (process: ProcessIdentity) => Promise<void>;
  readonly onOutput: (chunk: Buffer) => void;
  readonly onProgress: (progress: Progress) => void;
  /** What will probably be run next; asked for once this attempt's shell is let go. */
  readonly nextShell: () => ShellSetup | undefined;
}
