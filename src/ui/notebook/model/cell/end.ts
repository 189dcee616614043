import { visibleText } from '../../../../problem/visible-text.ts';
import { shortHome } from '../../../describe/short-names.ts';
import { holdWords } from '../../../describe/holds.ts';
import { progressOf, sessionEnd } from '../../../describe/session-end.ts';
import { type Line, span } from '../../../text/line.ts';
import { wrapLines } from '../../../text/wrap.ts';
import type { CellLines } from '../cell-lines.ts';
import type { Scene } from '../scene.ts';
import { blankRow, labelled, type Row, rowsOf, textColumns } from './rows.ts';

/** Text to be copied, on rows of its own: broken only where it is wider than the page. */
function whole(text: string, columns: number): readonly Line[] {
  return wrapLines([span(`  ${visibleText(text)}`, 'strong')], columns);
}

/** The end of the runbook: how far the session is, or how it ended and where to look. */
export function endLines(scene: Scene, columns: number): CellLines {
  const rows = [blankRow, ...endRows(scene, columns)];
  return {
    rows: rows.map(({ line }) => line),
    parts: rows.map(({ part }) => part),
    head: 1,
    action: undefined,
  };
}

function endRows({ inputs: { reader, prose, keyOf } }: Scene, columns: number): readonly Row[] {
  const end = sessionEnd(reader);
  if (end === undefined) {
    const { done, of } = progressOf(reader);
    return rowsOf('head', [
      [span(`─── end of the runbook, ${String(done)} of ${String(of)} steps done ───`, 'dim')],
    ]);
  }
  const { epilogue } = reader.deps.plan.runbook;
  const said = end.good && epilogue !== '' ? [...prose(epilogue, textColumns(columns)), []] : [];
  const reason: Line = end.reason === '' ? [] : [span(`: ${visibleText(end.reason)}`)];
  const copies = keyOf('copy-log');
  const mark = end.good ? '✓' : '✗';
  return [
    ...rowsOf(
      'head',
      wrapLines([span(`${mark} ${end.outcome}`, end.good ? 'good' : 'bad'), ...reason], columns, 2),
    ),
    ...rowsOf('result', [
      ...holdWords(reader.state).flatMap(({ word, what, why }) =>
        wrapLines([span(`  ${word} ${what}`, 'bad'), span(why === undefined ? '' : `: ${why}`)], columns, 2),
      ),
      ...labelled('steps', end.counts, columns),
      ...labelled('log', copies === undefined ? '' : `${copies} copies its path`, columns, 'dim'),
      ...whole(shortHome(end.log, reader.deps.baseEnv['HOME']), columns),
      ...labelled('look again', '', columns),
      ...whole(end.again, columns),
    ]),
    ...rowsOf('prose', said.length === 0 ? [] : [[], ...said]),
  ];
}
