import type { ProgressRow } from '../../context.ts';
import type { Rollout } from './rollout.ts';

/** True when waiting longer can't help. */
export function isOver(rollout: Rollout): boolean {
  return phaseState(rollout.phase) === 'bad';
}

/** How a phase is marked in a table. */
export function phaseState(phase: Rollout['phase']): ProgressRow['state'] {
  switch (phase) {
    case 'complete':
      return 'good';
    case 'unobserved':
      return 'waiting';
    case 'progressing':
    case 'terminating':
      return 'working';
    case 'missing':
    case 'paused':
    case 'stopped':
    case 'superseded':
    case 'failed':
      return 'bad';
  }
}
