import type { PlannedStep } from '../../../../session/plan.ts';
import type { StepState } from '../../../../session/state.ts';
import { recordingNote } from '../../../../steps/recording.ts';
import { beyondEvidence, saysNext } from '../../../describe/beyond-evidence.ts';
import { shortText } from '../../../describe/short-names.ts';
import { enteredByOther, statusDetail } from '../../../describe/status.ts';
import type { Line } from '../../../text/line.ts';
import type { Scene } from '../scene.ts';
import { type AttemptTrail, type Signed, stepTrail } from '../trail.ts';
import { filedOutput, shownAttempt } from './attempt.ts';
import { evidenceLines } from './evidence.ts';
import { outputPart } from './output.ts';
import { labelled, type Row, rowsOf } from './rows.ts';
import { clockTime, took } from './times.ts';

/** What came of a step: output, evidence, problem, captures, who signed, notes. */
export function resultPart(scene: Scene, planned: PlannedStep, columns: number): readonly Row[] {
  const { inputs, folders } = scene;
  const step = inputs.reader.stepState(planned.id);
  const trail = stepTrail(inputs.trail, planned.id);
  const attempt = shownAttempt(step, trail);
  const { finished } = attempt ?? {};
  const printed = attempt && filedOutput(attempt, trail);
  const say = (label: string, text: string, tone?: 'warning' | 'bad'): readonly Line[] =>
    labelled(label, shortText(text, folders), columns, tone);
  return [
    ...outputPart(inputs.tails.get(planned.id), printed?.bytes ?? 0, inputs.keyOf, columns),
    ...rowsOf('result', [
      ...evidenceLines(finished?.evidence ?? [], folders, columns),
      ...outcomeLines(step, finished, say),
      ...recordingLines(finished, say),
      ...interruptedLines(scene, planned, say),
      ...captureLines(finished, say),
      ...trail.signoffs.filter(({ stands }) => stands).flatMap((each) => signLines(each, say)),
      ...trail.resolutions
        .filter(({ step: { attempt: number } }) => number === attempt?.attempt)
        .flatMap(({ by, at, resolution, reason }) =>
          say('said', `${resolution} by ${by} at ${clockTime(at)}${reason === '' ? '' : `: ${reason}`}`),
        ),
      ...(trail.voided === 0
        ? []
        : say('voided', 'by going back: what it had signed or captured counts no more')),
      ...trail.notes.flatMap(({ at, by, text }) => say('note', `${text} (${by}, ${clockTime(at)})`)),
    ]),
  ];
}

type Say = (label: string, text: string, tone?: 'warning' | 'bad') => readonly Line[];
type Finished = AttemptTrail['finished'];

/** What came of it, as far as its evidence has not told it. */
function outcomeLines(step: StepState, finished: Finished, say: Say): readonly Line[] {
  const { status } = step;
  const evidence = finished?.evidence ?? [];
  const problem = status.status === 'failed' ? status.problem : finished?.problem;
  const further = problem === undefined ? '' : beyondEvidence(problem.message, evidence);
  const own = problem?.message === further;
  const result = resultText(step, finished, own ? '' : further);
  const { cause, hint } = problem ?? {};
  return [
    ...(result === '' ? [] : say('result', result)),
    ...(own ? say('problem', `${problem.message} (${problem.code})`, 'bad') : []),
    ...(cause === undefined ? [] : say('cause', cause)),
    ...(hint === undefined || saysNext(evidence, hint) ? [] : say('next', hint)),
  ];
}

/** What failed is told by its evidence and its problem: the summary would say it once more. */
function resultText(step: StepState, finished: Finished, further: string): string {
  const failing = finished?.evidence.some(({ result }) => result !== 'pass') ?? false;
  const told = failing || finished?.problem?.message === statusDetail(step);
  const detail =
    step.status.status === 'signed' || told
      ? ''
      : beyondEvidence(statusDetail(step), finished?.evidence ?? []);
  const time =
    finished === undefined || step.milliseconds === undefined ? '' : `took ${took(step.milliseconds)}`;
  return [detail, time, further].filter((each) => each !== '').join(', ');
}

/** What is not in the output of a command that had the terminal. */
function recordingLines(finished: Finished, say: Say): readonly Line[] {
  const unrecorded = recordingNote(finished?.recording);
  return unrecorded === undefined ? [] : say('terminal', unrecorded, 'warning');
}

function interruptedLines({ inputs, current }: Scene, { id }: PlannedStep, say: Say): readonly Line[] {
  const { reader, situation } = inputs;
  const { status } = reader.stepState(id);
  if (status.status !== 'interrupted') return [];
  const alive = id === current && situation.situation === 'interrupted' && situation.alive;
  const became = alive ? 'its command still runs' : 'nobody knows how it ended';
  return say('started', `at ${clockTime(status.since)}; ${became}`, 'warning');
}

function captureLines(finished: Finished, say: Say): readonly Line[] {
  if (finished === undefined) return [];
  return [
    ...Object.entries(finished.captures).flatMap(([name, value]) =>
      say('captured', `${name} = ${String(value)}`),
    ),
    ...finished.secret_captures.flatMap((name) => say('captured', `${name} = (secret)`)),
  ];
}

function signLines({ at, event, enteredBy }: Signed, say: Say): readonly Line[] {
  const { decision, kind, name, role, signature, note } = event;
  const verb =
    kind === 'approve'
      ? decision === 'yes'
        ? 'approved'
        : 'rejected'
      : decision === 'yes'
        ? 'signed'
        : 'said no';
  const as = role === undefined || role === '' ? '' : ` as ${role}`;
  const how =
    signature === undefined ? `unsigned${enteredByOther(name, enteredBy)}` : `key ${signature.key_fp}`;
  const why = note === undefined ? '' : `: ${note}`;
  return say(
    verb,
    `by ${name}${as} at ${clockTime(at)}, ${how}${why}`,
    signature === undefined ? 'warning' : undefined,
  );
}
