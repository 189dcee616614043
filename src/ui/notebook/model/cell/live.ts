import { visibleText } from '../../../../problem/visible-text.ts';
import { durationText } from '../../../text/table/duration.ts';
import { tableLines } from '../../../text/table/table-lines.ts';
import { indentLine } from '../../../text/fit.ts';
import type { Line } from '../../../text/line.ts';
import type { LiveStep } from '../notebook-inputs.ts';
import type { Scene } from '../scene.ts';
import { outputPart } from './output.ts';
import { labelled, type Row, rowsOf } from './rows.ts';

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
      ...table.map((each): Line => indentLine(each, 4)),
    ]),
    ...outputPart(tail, bytes, inputs.keyOf, columns),
  ];
}

function timeText({ inputs: { now, history } }: Scene, { step, since }: LiveStep): string {
  const elapsed = Math.max(0, now - since);
  const usual = history.get(step);
  const compared = usual === undefined ? '' : `, usually ${durationText(usual)}`;
  return `for ${durationText(elapsed)}${compared}`;
}
