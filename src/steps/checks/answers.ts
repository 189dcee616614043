import type { ClusterError } from '../ports/cluster.ts';
import type { CheckResult } from './define-check.ts';

/** The answer when the cluster could not be asked: an error, which never counts as a pass. */
export function unanswered(check: string, error: ClusterError): CheckResult {
  return {
    verdict: 'error',
    summary: error.message,
    evidence: [
      {
        check,
        result: 'error',
        what: 'the API server',
        expected: 'an answer',
        observed: `${error.reason}: ${error.message}`,
        next: adviceFor(error),
      },
    ],
  };
}

function adviceFor(error: ClusterError): string {
  switch (error.reason) {
    case 'unreachable':
    case 'timeout':
      return 'Check the VPN and the network, then run the step again';
    case 'unauthorized':
      return 'Log in to the cluster again, then run the step again';
    case 'forbidden':
      return 'Ask for the right, then run the step again';
    case 'throttled':
    case 'server':
      return 'Wait for the API server to recover, then run the step again';
    case 'not-found':
    case 'conflict':
    case 'invalid':
      return 'Correct what was asked for, then run the step again';
  }
}

/** The answer when something that the check needs is not there. */
export function missing(check: string, expected: string, observed: string): CheckResult {
  return {
    verdict: 'error',
    summary: `${check} needs ${expected}`,
    evidence: [{ check, result: 'error', what: 'what the check needs', expected, observed }],
  };
}
