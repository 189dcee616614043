import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Workplace } from './workplace.ts';

/** Where a session takes place: on the operator's own systems, or on the platform of a rehearsal. */
export interface Stage {
  readonly workplace: Workplace;
  readonly options: RunOptions;
  /** Ends and removes the platform of a rehearsal. */
  close(): Promise<void>;
}

/** The stage that the options ask for. Only a rehearsal sets anything up. */
export async function openStage(workplace: Workplace, options: RunOptions): Promise<Result<Stage>> {
  const { rehearse, pace, resume } = options;
  if (rehearse === undefined) {
    if (pace !== undefined) return err(problem('rehearsal/options', '--pace goes with --rehearse only.'));
    return ok({ workplace, options, close: () => Promise.resolve() });
  }
  if (resume !== undefined) {
    const hint = 'Begin anew: leave --resume out';
    return err(problem('rehearsal/options', 'A rehearsal can’t be resumed: its platform is gone.', { hint }));
  }
  const { openRehearsal } = await import('../rehearsal/open-rehearsal.ts');
  return openRehearsal(workplace, options, rehearse);
}
