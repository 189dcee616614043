/**
 * Every code a problem can carry, with what it means in a sentence. docs/errors.md is generated from
 * this table by `npm run docs`, and a test holds the two together. A code is never reused.
 */
export const problemCodes = {
  // Reading a runbook file.
  'parse/too-large': 'The file is larger than a runbook may be.',
  'parse/encoding': 'The file is not valid UTF-8.',
  // Unfolding a runbook into a plan.
  'plan/unknown-runbook': 'An include or on-failure names a runbook that can’t be loaded.',
  'plan/cycle': 'Runbooks include each other in a circle.',
  'plan/parameter-clash': 'Two files of one plan declare a parameter with different types.',

  // What a session refuses.
  'session/ended': 'The session has ended; only notes can be added.',
  'session/at-end': 'No step is left.',
  'session/nothing-to-run': 'The step asks a person and runs nothing.',
  'session/running': 'A step is running.',
  'session/interrupted': 'The step was interrupted; a person must say first what happened.',
  'session/still-running': 'The command of an interrupted step still runs.',
  'session/not-open': 'The step is neither interrupted nor inconclusive.',
  'session/not-asked': 'The current step does not ask for this.',
  'session/not-failed': 'The current step has not failed.',
  'session/not-earlier': 'Back leads only to an earlier step.',
  'session/no-such-step': 'The runbook has no step of that id.',
  'session/no-such-choice': 'The choice is not one of those offered.',
  'session/no-branch': 'The failed step names no runbook for its failure.',
  'session/in-branch': 'The session is already in an on-failure runbook.',
  'session/no-reason': 'The action needs a reason, which is kept in the log.',
  'session/no-name': 'The action needs a person’s name.',
  'session/answer-missing': 'A question has not been answered.',
  'session/value-missing': 'The step uses a value that nothing has set.',
  'session/required': 'The step can’t be skipped, jumped over or passed after a failure.',
  'session/person-needed': 'The step needs a person; an unattended session stops here.',
  'session/signature-needed': 'The sign-off must be signed with a key.',
  'session/self-approval': 'Somebody who has operated the session can’t approve it.',
  'session/approved-twice': 'One person’s approval counts once.',
  'session/wrong-role': 'The approver does not hold the role.',
  'session/late-snapshot': 'The state before the change can’t be saved once a change has started.',
  'session/cluster-unchecked': 'The cluster was not checked before a step that changes something.',
  'session/cluster-changed': 'The cluster is not the one that the session is pinned to.',
  'session/secret-missing': 'A secret value is not in this process: it is never stored.',

  // How a step ended.
  'step/failed': 'The step did what it says, and it failed.',
  'step/refused': 'A person said no.',
  'step/said-failed': 'A person said that an interrupted step failed.',
  'step/exit-code': 'The command ended with an exit code other than 0.',
  'step/signal': 'The command was ended by a signal.',
  'step/timeout': 'The step took longer than its timeout.',
  'step/stopped': 'The step was stopped by the operator.',
  'step/not-started': 'The step could not be started.',
  'step/check-failed': 'The verification says no.',
  'step/inconclusive': 'The verification could not tell.',
  'step/check-error': 'The verification could not be carried out.',
  'step/crashed': 'The step ended by a fault of this program.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
