import { formatDuration } from '../../runbook/values/duration.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { PlannedStep } from '../../session/plan.ts';
import type { LoggedEvidence, SessionState, StepState } from '../../session/state.ts';
import type { Preview } from '../../steps/preview.ts';
import type { Paint } from './paint.ts';

/** The head of a step: number, title, id, and the prose that stands before it. */
export function stepHead(planned: PlannedStep, number: number, of: number, paint: Paint): readonly string[] {
  const title = visibleText(planned.step.title);
  return [
    '',
    paint('bold', `[${number}/${of}] ${title}`) + paint('dim', `  ${planned.id}`),
    ...proseLines(planned.step.prose, [planned.step.title, planned.runbook]).map((line) =>
      paint('dim', `    ${line}`),
    ),
  ];
}

/** What will happen, before it does: command, target, changes, verification, undo. */
export function previewLines(preview: Preview, state: SessionState, paint: Paint): readonly string[] {
  const target = `${state.environment.name}${state.cluster === undefined ? '' : `, ${state.cluster.context}, namespace ${state.cluster.namespace}`}`;
  const { command, changes, verifies, undo, facts } = preview;
  return [
    ...(command === undefined ? [] : block(command).map((line) => `    ${paint('cyan', line)}`)),
    ...labelled('does', [preview.action]),
    ...(changes.length === 0 ? [] : labelled('where', [target])),
    ...labelled('changes', changes).map((line) => paint('yellow', line)),
    ...labelled('verifies', verifies),
    ...labelled('undone by', undo === undefined ? [] : [undo]),
    ...facts.flatMap(({ label, value }) => labelled(label, [value])),
  ];
}

/** One line: where a step stands. */
export function statusLine(planned: PlannedStep, step: StepState, paint: Paint): string {
  const { status } = step;
  const mark = statusMark(step);
  const took = step.milliseconds === undefined ? '' : ` in ${formatDuration(roundTime(step.milliseconds))}`;
  const text = `${mark.padEnd(12)} ${planned.id}${statusDetail(step)}${took}`;
  if (status.status === 'failed') return paint('red', text);
  return status.status === 'passed' || status.status === 'signed' ? paint('green', text) : text;
}

export function statusMark({ status }: StepState): string {
  switch (status.status) {
    case 'pending':
      return 'to do';
    case 'running':
      return 'running';
    case 'interrupted':
      return 'interrupted';
    case 'looked':
      return 'looked';
    case 'inconclusive':
      return 'inconclusive';
    case 'failed':
      return 'FAILED';
    case 'passed':
      return status.by === 'person' ? 'said done' : 'passed';
    case 'signed':
      return status.signed ? 'signed' : 'unsigned';
    case 'answered':
      return 'answered';
    case 'skipped':
      return 'skipped';
    case 'continued':
      return 'FAILED, on';
  }
}

function statusDetail({ status }: StepState): string {
  switch (status.status) {
    case 'signed':
      return `: by ${visibleText(status.by)}`;
    case 'skipped':
    case 'continued':
      return `: ${visibleText(status.reason)}`;
    case 'failed':
    case 'inconclusive':
    case 'passed':
    case 'answered':
    case 'looked':
      return status.summary === '' ? '' : `: ${visibleText(status.summary)}`;
    case 'pending':
    case 'running':
    case 'interrupted':
      return '';
  }
}

/** Evidence that speaks: everything that did not pass, and one line of each that did. */
export function evidenceLines(evidence: LoggedEvidence, paint: Paint): readonly string[] {
  return evidence.flatMap((each) => {
    const where = each.where === undefined ? '' : ` ${visibleText(each.where)}`;
    const head = `    ${each.result === 'pass' ? paint('green', 'pass') : paint('red', each.result)} ${visibleText(each.what)}${where}: ${visibleText(each.observed)}`;
    if (each.result === 'pass') return [head];
    return [
      head,
      `         expected ${visibleText(each.expected)}${each.since === undefined ? '' : `, since ${each.since}`}`,
      ...(each.details ?? []).map((line) => `         | ${visibleText(line)}`),
      ...(each.next === undefined ? [] : [`         next: ${visibleText(each.next)}`]),
    ];
  });
}

function labelled(label: string, values: readonly string[]): readonly string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(10)} ${visibleText(value)}`);
}

function block(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n').map(visibleText);
}

/** Prose without blank lines, its headings' marks, and the headings that the step's head already says. */
function proseLines(prose: string, said: readonly string[]): readonly string[] {
  return prose
    .split('\n')
    .map((line) => line.replace(/^#+\s+/, '').trimEnd())
    .filter((line) => line !== '' && !said.includes(line))
    .map(visibleText);
}

function roundTime(milliseconds: number): number {
  return milliseconds < 1000 ? Math.round(milliseconds) : Math.round(milliseconds / 100) * 100;
}
