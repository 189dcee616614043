import { formatDuration } from '../../runbook/values/duration.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { PlannedStep } from '../../session/plan.ts';
import type { LoggedEvidence, SessionState, StepState } from '../../session/state.ts';
import type { Preview } from '../../steps/preview.ts';
import { evidenceTexts } from '../describe/evidence-text.ts';
import { previewRows } from '../describe/preview-rows.ts';
import { statusDetail, statusWord } from '../describe/status.ts';
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
  const { command } = preview;
  return [
    ...(command === undefined ? [] : block(command).map((line) => `    ${sheet.paint('cyan', line)}`)),
    ...previewRows(preview, state).flatMap(({ label, value, tone }) => {
      const lines = row(label, value, sheet);
      return tone === 'warning' ? lines.map((line) => sheet.paint('yellow', line)) : lines;
    }),
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
  const mark = `${prefix}${statusWord(step).padEnd(12)} `;
  const said = detail ? safe(statusDetail(step)) : '';
  const lines = wrapLine(mark, `${planned.id}${said === '' ? '' : `: ${said}`}${took}`, columns);
  const { status } = step.status;
  if (status === 'failed') return lines.map((line) => paint('red', line));
  const good = status === 'passed' || status === 'signed';
  return good ? lines.map((line) => paint('green', line)) : lines;
}

/** Evidence that speaks: everything that did not pass in full, and one line of each that did. */
export function evidenceLines(evidence: LoggedEvidence, sheet: Sheet): readonly string[] {
  const { paint, columns, safe } = sheet;
  return evidenceTexts(evidence).flatMap(({ result, said, expected, details, next }) => {
    const verdict = paint(result === 'pass' ? 'green' : 'red', result);
    return [
      ...wrapLine(`    ${verdict} `, safe(said), columns),
      ...(expected === undefined ? [] : wrapLine('         expected ', safe(expected), columns)),
      ...details.map((line) => `         | ${safe(line)}`),
      ...(next === undefined ? [] : wrapLine('         next: ', safe(next), columns)),
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
