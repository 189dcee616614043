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

  // The session's log on disk.
  'log/session-id': 'The session id is not of the allowed form.',
  'log/session-exists': 'There is already a session of that id.',
  'log/session-missing': 'There is no session of that id.',
  'log/not-private': 'A folder or file of the session is a link, is not a plain one, or belongs to somebody else.',
  'log/locked': 'Another process writes this session.',
  'log/unwritable': 'The session’s folder can’t be written.',
  'log/unreadable': 'The session’s folder can’t be read.',
  'log/damaged': 'The log holds a line that was changed, lost or damaged.',
  'log/record-invalid': 'An event is not of the form that the log keeps.',
  'log/record-too-large': 'A record is larger than a line of the log may be.',
  'log/no-space': 'The disk is full; nothing may be started that could not be recorded.',
  'log/write-failed': 'The disk refused a write; the log takes no more records.',
  'log/poisoned': 'The log takes no more records after a failed write.',
  'log/closed': 'The log was closed.',
  'log/output-truncated': 'The output of a step could not be kept whole.',
  'log/output-missing': 'The output of a step could not be filed.',
  'log/step-folder': 'The folder of an attempt can’t be made or sealed.',
  'log/runbook-digest': 'A runbook’s text does not have the digest it is kept under.',

  // Signing and verifying with OpenSSH keys.
  'sign/no-tool': 'The ssh-keygen program is missing.',
  'sign/no-key': 'There is no key to sign with.',
  'sign/failed': 'The key did not sign.',

  // What the verification of a session finds.
  'verify/bad-record': 'A line of the log is not a record.',
  'verify/chain': 'A record does not follow the one before it.',
  'verify/session': 'A record or checkpoint belongs to another session.',
  'verify/torn-tail': 'The last line is incomplete; resuming the session repairs it.',
  'verify/checkpoint-text': 'A checkpoint file can’t be read.',
  'verify/checkpoint-missing': 'A checkpoint is missing.',
  'verify/checkpoint-mismatch': 'The log is not the one that a checkpoint was made of.',
  'verify/checkpoint-unsigned': 'A checkpoint carries no signature.',
  'verify/signature-refused': 'A signature is not believed.',
  'verify/signer-unlisted': 'A signature was not checked against a list of signers.',
  'verify/signers-list': 'The list of signers can’t be used.',
  'verify/signoff-unsigned': 'A sign-off is not signed.',
  'verify/self-approval': 'An approval was given by somebody who operated the session.',
  'verify/file-missing': 'A file that the log names is missing.',
  'verify/file-changed': 'A file that the log names was changed.',
  'verify/unsigned': 'A signature was required and there is none.',
  'verify/unwitnessed': 'No witness holds the head of this log.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
