import type { Trend } from '../../../../steps/context.ts';
import { visibleText } from '../../../../problem/visible-text.ts';
import { durationText } from '../../../text/table/duration.ts';
import { tableLines } from '../../../text/table/table-lines.ts';
import { indentLine } from '../../../text/fit.ts';
import { type Line, span } from '../../../text/line.ts';
import { sparkline } from '../../../text/table/figures.ts';
import type { LiveStep } from '../notebook-inputs.ts';
import type { Scene } from '../scene.ts';
import { outputPart } from './output.ts';
import { labelled, labelledLine, type Row, rowsOf } from './rows.ts';

/** Rows that a live table gets at least, however low the page is. */
const fewestRows = 4;
/** Rows of the page that the rest of a running cell takes. */
const otherRows = 12;

/** A running step: since when, how far it is, and its last output. */
export function livePart(scene: Scene, live: LiveStep, columns: number): readonly Row[] {
  const { inputs, page } = scene;
  const { progress, tail, bytes } = live;
  const room = Math.max(fewestRows, page.rows - otherRows);
  const table = progress === undefined ? [] : tableLines(progress, Math.max(1, columns - 4), room);
  return [
    ...rowsOf('result', [
      ...labelled('running', timeText(scene, live), columns, 'accent'),
      ...(progress === undefined ? [] : labelled('', visibleText(progress.summary), columns)),
      ...(progress?.trend === undefined ? [] : trendRow(progress.trend, columns)),
      ...table.map((each): Line => indentLine(each, 4)),
    ]),
    ...outputPart(tail, bytes, inputs.keyOf, columns),
  ];
}

/** Columns of the bars. */
const barColumns = 24;

/** The last samples as bars, with the newest one and the range that the bars span: bars alone have no scale. */
function trendRow({ label, unit, values }: Trend, columns: number): readonly Line[] {
  const shown = values.slice(-barColumns);
  const given = shown.filter((value) => value !== undefined);
  if (given.length < 2) return [];
  const [low, high] = [Math.min(...given), Math.max(...given)];
  const range = low === high ? '' : `, ${String(low)} to ${String(high)} lately`;
  const newest = shown.at(-1);
  const now = newest === undefined ? 'no figure' : `${String(newest)} ${unit}`;
  const text: Line = [span(sparkline(shown, barColumns), 'accent'), span(`  ${visibleText(now)}${range}`)];
  return labelledLine(visibleText(label), text, columns);
}

function timeText({ inputs: { now, history } }: Scene, { step, since }: LiveStep): string {
  const elapsed = Math.max(0, now - since);
  const usual = history.get(step);
  const compared = usual === undefined ? '' : `, usually ${durationText(usual)}`;
  return `for ${durationText(elapsed)}${compared}`;
}
