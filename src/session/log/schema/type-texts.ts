import type { SessionEvent } from '../../events.ts';

/** What each type of record tells. */
export const typeTexts: Readonly<Record<SessionEvent['type'], string>> = {
  'session.started': 'A session began. Always the first record.',
  'session.resumed':
    'A session that was paused, handed over or killed goes on. A step that was running is interrupted.',
  'session.paused': 'The operator left, or a person is needed.',
  'session.handed-over': 'The operator left the session to somebody else.',
  'session.ended': 'Nothing is run any more; only notes can follow.',
  'runbook.adopted': 'The runbook had changed since the session began, and the operator took the new one.',
  'branch.entered': 'The runbook for a failure was entered.',
  'step.started': 'An attempt of a step is about to begin. It is on the disk before anything runs.',
  'step.spawned': 'The process of an attempt exists.',
  'step.finished': 'An attempt came to its end.',
  'step.resolved': 'A person said what happened to an interrupted or inconclusive step.',
  'step.skipped': 'A step was not run.',
  'step.continued': 'The session went on although the step had failed.',
  'session.went-back':
    'The operator went back to an earlier step. What was signed and captured from there on is void; effects stay.',
  signoff: 'Somebody ticked an item, approved or rejected.',
  'step.answered': 'A question or a choice was answered.',
  'hold.lost': 'What the session held is not its own any more.',
  'hold.retaking': 'It is about to be taken again.',
  'hold.kept': 'It is the session’s own: found so when it was resumed, or taken again.',
  'hold.releasing': 'It is about to be given up, since the session ends.',
  'hold.released': 'What came of giving it up.',
  note: 'Somebody wrote something down.',
  'clock.stepped':
    'The clock of the machine went back between the record before this one and the one before that.',
  'log.recovered': 'A crash had left bytes at the end of the log that are no record; they were put aside.',
  checkpoint: 'A checkpoint was written.',
};
