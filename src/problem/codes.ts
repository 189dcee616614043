import { readingCodes } from './reading-codes.ts';

/**
 * Every code a problem can carry, with what it means in a sentence. A test holds docs/errors.md
 * to it (`npm run test:update` writes that file). A code is never reused.
 */
export const problemCodes = {
  ...readingCodes,

  // Finding runbooks and platform.yaml.
  'library/unknown-runbook': 'No library has a runbook of that id.',
  'library/unreadable': 'A runbook’s file or folder can’t be read.',
  'library/too-many-files': 'A library folder has more files than are looked at.',
  'library/unwritable': 'The folder for a library can’t be written.',
  'library/unknown-scenario': 'No library has a scenario of that id.',

  // The command line.
  'cli/file-exists': 'A document was to be written to a file that is there already.',
  'cli/age': 'An age on the command line can’t be read.',
  'cli/size': 'A size on the command line can’t be read.',
  'cli/unknown-session': 'No session has an id that begins so, or more than one has.',
  'cli/not-a-search': 'The text to search for is empty, or more than a line.',
  'cli/not-a-time': 'An option of a list is neither a day, nor a moment, nor how long ago.',

  // Unfolding a runbook into a plan.
  'plan/unknown-runbook': 'An include or on-failure names a runbook that can’t be loaded.',
  'plan/cycle': 'Runbooks include each other in a circle.',
  'plan/parameter-clash': 'Two files of one plan declare a parameter with different types.',
  'plan/step-clash': 'Two steps of one plan come to the same id.',

  // What a session refuses.
  'session/ended': 'The session has ended; only notes can be added.',
  'session/paused': 'The session is paused or handed over; it goes on when it is resumed.',
  'session/at-end': 'No step is left.',
  'session/nothing-to-run': 'The step asks a person and runs nothing.',
  'session/running': 'A step is running.',
  'session/interrupted': 'The step was interrupted; a person must say first what happened.',
  'session/still-running': 'The command of an interrupted step still runs.',
  'session/not-open': 'The step is neither interrupted nor inconclusive.',
  'session/not-asked': 'The current step does not ask for this.',
  'session/not-failed': 'The current step has not failed.',
  'session/not-earlier': 'Back leads only to an earlier step.',
  'session/moved-on': 'The session has gone on to something else meanwhile.',
  'session/not-at-start': 'A session starts from a later step only before any step was begun.',
  'session/no-such-step': 'The runbook has no step of that id.',
  'session/no-such-choice': 'The choice is not one of those offered.',
  'session/no-branch': 'The failed step names no runbook for its failure.',
  'session/no-services': 'The runbook for the failure can’t be entered for these services alone.',
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
  'session/role-wanted':
    'Each of the roles wants a person of its own, and this one holds none that is wanted.',
  'session/wrong-key': 'The signature is not by a key of the person named.',
  'session/shown-changed': 'What was shown for approval has changed since.',
  'session/wrong-role': 'The approver does not hold the role.',
  'session/late-snapshot': 'The state before the change can’t be saved once a change has started.',
  'session/cluster-unchecked': 'The cluster was not checked before a step that changes something.',
  'session/hold-lost':
    'What the session held (a lock) is not its own any more, and the step changes something.',
  'session/hold-unchecked':
    'It can’t be seen before a step that changes something whether the session still holds its lock.',
  'session/hold-by-running':
    'A step that takes a lock can’t be said to be done: the session has to take it itself.',
  'session/cluster-changed': 'The cluster is not the one that the session is pinned to.',
  'session/shown-unreadable': 'A file that an approval is bound to can’t be read.',
  'session/secret-too-short': 'A secret of fewer than four bytes can’t be masked, so it is refused.',
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
  'log/not-private':
    'A folder or file of the session is a link, is not a plain one, or belongs to somebody else.',
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
  'sign/not-a-request': 'The file is not what `sign-off request` writes.',
  'sign/other-request': 'A signed request is for another sign-off than the one that waits.',
  'sign/file': 'A file of a sign-off can’t be read or written.',

  // What the verification of a session finds.
  'verify/bad-record': 'A line of the log is not a record.',
  'verify/chain': 'A record does not follow the one before it.',
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
  'verify/witness': 'The witness can’t be read, or holds something that is no checkpoint.',
  'verify/witness-behind': 'The witness does not hold the newest checkpoint.',
  'verify/witness-mismatch': 'A checkpoint is not the one that the witness holds.',
  'verify/rolled-back': 'The witness holds a checkpoint that the session’s folder does not have.',

  // Archiving, importing and pruning sessions.
  'keep/being-written': 'The session is being written, so it can’t be archived or pruned.',
  'keep/changed': 'The session changed while it was archived.',
  'keep/archive-failed': 'The archive can’t be written.',
  'keep/archive-refused': 'The file is not an archive of sessions, or holds something that no session holds.',
  'keep/archive-too-large': 'The archive unpacks to more than is allowed, or than the disk has room for.',
  'keep/not-verified': 'A session of the archive failed its verification and was not put in place.',
  'keep/session-there': 'Another session of that id is there already.',
  'keep/import-failed': 'The sessions of an archive can’t be put in place.',
  'keep/busy': 'Another import or prune works in the folder of sessions.',
  'keep/prune-failed': 'A session can’t be removed.',
  'keep/not-confirmed': 'Sessions are only removed after a yes.',

  // Reaching the cluster.
  'cluster/no-kubeconfig': 'There is no kubeconfig to take a cluster from.',
  'cluster/kubeconfig': 'A kubeconfig can’t be read, understood or copied.',
  'cluster/no-context': 'The kubeconfig has no such context, or no current one.',

  // What the plain renderer could not take.
  'ui/say-it': 'Enter alone is no answer at this prompt.',
  'ui/no-person': 'A person’s word is asked for, and the input is a pipe or a file.',
  'ui/no-answer': 'A question was left without an answer.',
  'ui/unknown-command': 'The word typed is no command.',
  'ui/no-consent': 'The namespace was not typed, so nothing is changed in production.',
  'ui/screen-failed': 'The full screen could not be drawn any more, or its terminal is gone.',
  'ui/program-not-started': 'A program that wants the terminal, such as the pager, could not be started.',

  // Where this program keeps things.
  'paths/no-home': 'No home folder is known, so there is nowhere to keep sessions.',
  'settings/broken': 'The settings file can’t be used.',
  'settings/not-changed': 'A setting could not be changed.',
  'settings/unknown-name': 'There is no setting of that name.',
  'settings/invalid-value': 'A setting has a value that it can’t have.',
  'settings/unknown-action': 'The settings give a key to an action that does not exist.',
  'settings/unknown-key': 'The settings name a key that does not exist, or that no terminal sends.',
  'settings/fixed-key':
    'The settings give a key away that must stay where it is, so that one always gets out.',
  'settings/key-conflict': 'The settings give one key to two actions of one screen.',

  // Taking values out of a step's output.
  'capture/missing': 'A value to capture is not in the output or file.',
  'capture/not-json': 'The output or file that a value is captured from is not JSON.',
  'capture/not-a-value': 'What is at the path is not text, a number, true or false.',
  'capture/too-long': 'A value is too long to be kept in the log.',
  'capture/truncated': 'The output is too long to capture a value from it.',

  // Starting or resuming a session.
  'run/no-inventory': 'There is no platform.yaml in reach.',
  'run/environment': 'The environment is not known, or the runbook may not run in it.',
  'run/parameter': 'A parameter is unknown, missing or can’t be read.',
  'run/secret-on-command-line': 'A secret was given as text on the command line.',
  'run/secret-source': 'The source of a secret gave nothing.',
  'run/cluster-unreachable': 'The cluster could not be asked who it is.',
  'run/wrong-cluster': 'The cluster is not the one that platform.yaml names for the environment.',
  'run/not-confirmed': 'The cluster was not confirmed by the operator.',
  'run/no-session': 'There is no session to resume.',
  'run/input-ended': 'The input ended before a question was answered.',
  'run/left-behind': 'A file that a run had made for itself could not be removed.',
  'run/cancelled': 'The operator cancelled a question that had to be answered first.',
  // Rehearsing.
  'rehearsal/options': 'The options don’t fit together with a rehearsal.',
  'rehearsal/kubectl': 'A rehearsal needs kubectl, and there is none, or it is too old.',
  'rehearsal/failed': 'The platform of a rehearsal could not be set up.',
  'rehearsal/gone': 'The platform of a rehearsal is gone, so its session can’t go on.',
  // Testing runbooks.
  'test/script': 'The script of a test says something that can’t be done at the step.',
  'test/no-runbook': 'A file of tests lies beside no runbook of its name.',
  'test/no-cases': 'There are no tests, or none of the name that was asked for.',
  'test/not-written': 'The report of the tests can’t be written.',
  // Looking at the output of a step.
  'output/too-much-to-copy': 'What was to be copied is more than a terminal’s clipboard takes.',
  'output/save-refused': 'The output can’t be saved to this path.',
  'output/save-failed': 'The output could not be saved whole.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
