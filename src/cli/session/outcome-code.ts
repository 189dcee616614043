import { unreachable } from '../../problem/problem.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Phase } from '../../session/state.ts';
import { exitCode } from '../exit-codes.ts';

/** The exit code for where a session stands when the program leaves it. */
export function phaseCode(phase: Phase): number {
  switch (phase.phase) {
    case 'open':
    case 'paused':
      return exitCode('personNeeded');
    case 'ended':
      return endedCode(phase.outcome);
    default:
      return unreachable(phase);
  }
}

function endedCode(outcome: Extract<Phase, { phase: 'ended' }>['outcome']): number {
  switch (outcome) {
    case 'completed':
      return exitCode('completed');
    case 'failed':
    case 'rolled-back':
      return exitCode('failed');
    case 'aborted':
      return exitCode('aborted');
  }
}

/** The exit code for what kept a session from starting, or stopped it. */
export function problemsCode(problems: readonly Problem[]): number {
  const codes = problems.map(({ code }) => code);
  if (codes.some((code) => code === 'run/cancelled')) return exitCode('aborted');
  const asking = new Set<string>(['run/input-ended', 'run/not-confirmed', 'ui/no-person']);
  if (codes.some((code) => asking.has(code))) return exitCode('personNeeded');
  if (codes.some((code) => code === 'run/cluster-unreachable')) return exitCode('failed');
  const opening = new Set<string>(['log/session-missing', 'log/session-id', 'log/locked']);
  if (codes.some((code) => code.startsWith('log/') && !opening.has(code))) return exitCode('logUnwritable');
  return exitCode('usage');
}
