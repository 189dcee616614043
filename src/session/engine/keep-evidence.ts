import { errorText } from '../../problem/problem.ts';
import { runCall } from '../../steps/checks/call.ts';
import type { RunContext } from '../../steps/context.ts';
import type { Evidence, Outcome } from '../../steps/outcome.ts';
import type { Attempt } from './attempt-given.ts';

/** Time that keeping the evidence of a failure may take before the operator is asked what to do. */
const within = '20s';

/**
 * A failure that a rollback may answer, with the evidence that was kept for it: whatever is chosen then, the state that
 * explains it is in the session before anything is undone. Other outcomes are given back as they are.
 */
export async function withEvidence(
  attempt: Attempt,
  outcome: Outcome,
  context: RunContext,
): Promise<Outcome> {
  if (!isToBeExplained(attempt, outcome)) return outcome;
  const stopped = new AbortController();
  const stop = (): void => {
    // The step's own time is over by now, or soon: that is no reason to lose its evidence.
    if (attempt.signal.reason !== 'timeout') stopped.abort(attempt.signal.reason);
  };
  attempt.signal.addEventListener('abort', stop);
  try {
    const kept = await runCall(
      { check: 'evidence.collect', with: { within, folder: 'evidence' } },
      {
        ...context,
        signal: stopped.signal,
        progress: ({ summary }) => {
          context.progress({ summary: `${outcome.summary}; keeping evidence: ${summary}` });
        },
      },
    );
    return { ...outcome, evidence: [...outcome.evidence, ...kept.evidence.map(inShort)] };
  } catch (thrown) {
    return { ...outcome, evidence: [...outcome.evidence, notKept(errorText(thrown))] };
  } finally {
    attempt.signal.removeEventListener('abort', stop);
  }
}

/** In one line: why the step has failed matters more now, and index.md has the rest. */
function inShort({ details: _details, ...evidence }: Evidence): Evidence {
  return evidence;
}

function notKept(observed: string): Evidence {
  return {
    check: 'evidence.collect',
    result: 'error',
    what: 'what explains the failure',
    expected: 'kept in the session',
    observed,
    next: 'Look at the disk of this machine, and keep what the cluster shows by hand',
  };
}

function isToBeExplained({ deps, state, step }: Attempt, outcome: Outcome): boolean {
  return (
    outcome.result !== 'passed' &&
    (outcome.stopped === undefined || outcome.stopped === 'timeout') &&
    typeof step.options.onFailure === 'object' &&
    state.changedAt !== undefined &&
    deps.ports.cluster !== undefined
  );
}
