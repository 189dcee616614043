import { formatDuration } from '../../runbook/values/duration.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { PlannedStep } from '../../session/plan.ts';
import type { LoggedEvidence, SessionState, StepState } from '../../session/state.ts';
import type { Preview } from '../../steps/preview.ts';
import type { Paint } from './paint.ts';
import { proseLines } from './prose.ts';
import { wrapLine } from './wrap.ts';

/** What describing needs to know of the screen. */
export interface Sheet {
  readonly paint: Paint;
  readonly columns: number;
  /** Text from the session as it is shown: safe, and with its long folders by their short names. */
  readonly safe: (text: string) => string;
}

/** The head of a step: number, title, id, and the prose that stands before it. */
export function stepHead(planned: PlannedStep, number: number, of: number, sheet: Sheet): readonly string[] {
  const { step, runbook, id } = planned;
  const { paint } = sheet;
  return [
    '',
    ...wrapLine(
      '',
      paint('bold', `[${number}/${of}] ${visibleText(step.title)}`) + paint('dim', `  ${id}`),
      sheet.columns,
    ),
    ...proseLines(step.prose, [step.title, runbook], sheet.columns, paint),
  ];
}

/** What will happen, before it does: command, target, changes, verification, undo. */
export function previewLines(preview: Preview, state: SessionState, sheet: Sheet): readonly string[] {
  const { environment, cluster } = state;
  const place = cluster === undefined ? '' : `, ${cluster.context}, namespace ${cluster.namespace}`;
  const { command, changes, verifies, undo, facts } = preview;
  const rows = (label: string, values: readonly string[]): readonly string[] =>
    values.flatMap((value, index) => row(index === 0 ? label : '', value, sheet));
  return [
    ...(command === undefined ? [] : block(command).map((line) => `    ${sheet.paint('cyan', line)}`)),
    ...rows('does', [preview.action]),
    ...(changes.length === 0 ? [] : rows('where', [`${environment.name}${place}`])),
    ...rows('changes', changes).map((line) => sheet.paint('yellow', line)),
    ...rows('verifies', verifies),
    ...rows('undone by', undo === undefined ? [] : [undo]),
    ...facts.flatMap(({ label, value }) => row(label, value, sheet)),
  ];
}

/** Where a step stands, behind a mark of fixed width. */
export function statusLines(
  planned: PlannedStep,
  step: StepState,
  sheet: Sheet,
  { prefix = '  ', detail = true }: { readonly prefix?: string; readonly detail?: boolean } = {},
): readonly string[] {
  const { paint, columns, safe } = sheet;
  const took = step.milliseconds === undefined ? '' : ` in ${formatDuration(roundTime(step.milliseconds))}`;
  const mark = `${prefix}${statusMark(step).padEnd(12)} `;
  const lines = wrapLine(mark, `${planned.id}${detail ? safe(statusDetail(step)) : ''}${took}`, columns);
  const { status } = step.status;
  if (status === 'failed') return lines.map((line) => paint('red', line));
  const good = status === 'passed' || status === 'signed';
  return good ? lines.map((line) => paint('green', line)) : lines;
}

function statusMark({ status }: StepState): string {
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
      return `: by ${status.by}${status.signed ? '' : `, entered by ${status.enteredBy}`}`;
    case 'skipped':
    case 'continued':
      return `: ${status.reason}`;
    case 'failed':
    case 'inconclusive':
    case 'passed':
    case 'answered':
    case 'looked':
      return status.summary === '' ? '' : `: ${status.summary}`;
    case 'pending':
    case 'running':
    case 'interrupted':
      return '';
  }
}

/** Evidence that speaks: everything that did not pass in full, and one line of each that did. */
export function evidenceLines(evidence: LoggedEvidence, sheet: Sheet): readonly string[] {
  const { paint, columns, safe } = sheet;
  return evidence.flatMap((each) => {
    const where = each.where === undefined ? '' : ` ${safe(each.where)}`;
    const said = `${safe(each.what)}${where}: ${safe(each.observed)}`;
    const verdict = paint(each.result === 'pass' ? 'green' : 'red', each.result);
    const head = wrapLine(`    ${verdict} `, said, columns);
    if (each.result === 'pass') return head;
    const since = each.since === undefined ? '' : `, since ${each.since}`;
    const next = each.next === undefined ? [] : wrapLine('         next: ', safe(each.next), columns);
    return [
      ...head,
      ...wrapLine('         expected ', `${safe(each.expected)}${since}`, columns),
      ...(each.details ?? []).map((line) => `         | ${safe(line)}`),
      ...next,
    ];
  });
}

/** A label and its value, broken at words behind the label. */
export function row(label: string, value: string, { columns, safe }: Sheet): readonly string[] {
  return wrapLine(`  ${label.padEnd(10)} `, safe(value), columns);
}

function block(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n').map(visibleText);
}

function roundTime(milliseconds: number): number {
  return milliseconds < 1000 ? Math.round(milliseconds) : Math.round(milliseconds / 100) * 100;
}
