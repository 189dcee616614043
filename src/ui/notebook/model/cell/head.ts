import { visibleText } from '../../../../problem/visible-text.ts';
import type { PlannedStep } from '../../../../session/plan.ts';
import { statusMark, statusWord } from '../../../describe/status.ts';
import { shortText } from '../../../describe/short-names.ts';
import { foldedDetail } from './folded-detail.ts';
import { fitLine, indentLine, joinLine } from '../../../text/fit.ts';
import { type Line, type Span, span } from '../../../text/line.ts';
import { lineWidth } from '../../../text/measure.ts';
import { wrapLines } from '../../../text/wrap.ts';
import type { StepCell } from '../cells.ts';
import type { Scene } from '../scene.ts';
import { stepTrail } from '../trail.ts';
import { textColumns } from './rows.ts';
import { took } from './times.ts';
import { changeTag, tagsOf } from './tags.ts';

/** Columns of the longest status word. */
const wordColumns = 12;

/** Mark, status and number of a step: the same columns in every row that begins with them. */
function lead({ inputs: { reader }, current }: Scene, { planned, number, of }: StepCell): readonly Span[] {
  const step = reader.stepState(planned.id);
  const { mark, tone } = statusMark(step, planned.id === current);
  const digits = String(of).length;
  return [
    span(`${mark} ${statusWord(step).padEnd(wordColumns)} `, tone),
    span(`${String(number).padStart(digits)} `, 'dim'),
  ];
}

/** Columns in front of a step's title. */
function leadColumns({ of }: StepCell): number {
  return 2 + wordColumns + 1 + String(of).length + 1;
}

/** Columns of a title that stay, however much there is to say behind it. */
const fewestColumns = 12;

function columnsOf(text: string): number {
  return lineWidth([span(text)]);
}

/** A step on one line: mark, status, title, what came of it, and at the right how long it took. */
export function foldedHead(scene: Scene, cell: StepCell, columns: number): Line {
  const { inputs, folders } = scene;
  const { planned } = cell;
  const step = inputs.reader.stepState(planned.id);
  const told = stepTrail(inputs.trail, planned.id);
  const { notes } = told;
  const detail = shortText(foldedDetail(step, told), folders);
  const noted = notes.length === 0 ? '' : `${String(notes.length)} ${notes.length === 1 ? 'note' : 'notes'}`;
  const time = step.milliseconds === undefined ? '' : took(step.milliseconds);
  const right = [noted, time].filter((each) => each !== '').join('  ');
  const all = textColumns(columns);
  const title: Line = [span(visibleText(planned.step.title))];
  // A long title leaves room for what came of it.
  const room = all - leadColumns(cell) - columnsOf(right) - 1;
  const wanted = Math.min(columnsOf(detail) + 2, Math.floor(room / 2));
  return joinLine(
    [
      ...lead(scene, cell),
      ...(detail === '' ? title : fitLine(title, Math.max(fewestColumns, room - wanted))),
      ...(detail === '' ? [] : [span(`  ${detail}`, 'dim')]),
    ],
    right === '' ? [] : [span(right, 'dim')],
    all,
  );
}

/** A step that is still to come, on one line: no more than its title and what is dangerous about it. */
export function briefHead(scene: Scene, cell: StepCell, columns: number): Line {
  const tags = withSpaces(tagsOf(scene.inputs.reader, cell.planned));
  const title = span(visibleText(cell.planned.step.title));
  return joinLine([...lead(scene, cell), title], tags, textColumns(columns));
}

/** Columns from on which it is told in words how many rows are out of sight. */
const roomy = 70;

/**
 * The head of a step whose own head has gone out of sight: what it is and what it changes stay. `above`: so many
 * rows below its head are out of sight.
 */
export function scrolledHead(scene: Scene, cell: StepCell, above: number, columns: number): Line {
  const title = span(visibleText(cell.planned.step.title), 'strong');
  const right = [
    ...changeTag(scene.inputs.reader, cell.planned),
    span(columns < roomy ? `↑${String(above)}` : `${rowsText(above)} above`, 'dim'),
  ];
  return joinLine([...lead(scene, cell), title], withSpaces(right), columns);
}

/** `1 row`, `5 rows`. */
export function rowsText(count: number): string {
  return `${String(count)} ${count === 1 ? 'row' : 'rows'}`;
}

/** The head of an open step: title in full, and below it id, kind and tags. */
export function openHead(scene: Scene, cell: StepCell, columns: number): readonly Line[] {
  const indent = leadColumns(cell);
  const title = span(visibleText(cell.planned.step.title), 'strong');
  return [
    ...wrapLines([...lead(scene, cell), title], columns, indent),
    ...flowed(facts(scene, cell.planned), Math.max(8, columns - indent)).map((line) =>
      indentLine(line, indent),
    ),
  ];
}

function facts({ inputs: { reader } }: Scene, planned: PlannedStep): readonly Span[] {
  const { attempts } = reader.stepState(planned.id);
  const again = attempts > 1 ? `, attempt ${String(attempts)}` : '';
  const tags = tagsOf(reader, planned);
  return [span(`${planned.id} · ${planned.step.kind}${again}`, 'dim'), ...tags];
}

/** Spans one behind the other, on as many rows as they need; a row is only broken within one that is alone too wide. */
function flowed(spans: readonly Span[], columns: number): readonly Line[] {
  const rows: Span[][] = [];
  for (const each of spans) {
    const last = rows.at(-1);
    if (last !== undefined && lineWidth(withSpaces([...last, each])) <= columns) last.push(each);
    else rows.push([each]);
  }
  return rows.flatMap((row) => wrapLines(withSpaces(row), columns));
}

function withSpaces(spans: readonly Span[]): Line {
  return spans.flatMap((each, at) => (at === 0 ? [each] : [span('  '), each]));
}
