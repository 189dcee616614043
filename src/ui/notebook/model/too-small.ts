import { unreachable } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { fitLine } from '../../text/fit.ts';
import { type Line, span } from '../../text/line.ts';
import { smallest } from './layout.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import { whereLine } from './where.ts';

/**
 * What is left of the notebook in a window that is too small, the most important first: what to do, what is
 * waited for, how to get out; and on which cluster, where that has a row of its own. Down to 20 by 3 nothing of
 * it is cut but the name of a step.
 */
export function tooSmall(inputs: NotebookInputs, { columns, rows }: Size): readonly Line[] {
  const enlarge = `Enlarge to ${String(smallest.columns)}x${String(smallest.rows)}.`;
  const said: readonly Line[] = [
    [span(enlarge, 'warning')],
    [span(standing(inputs), 'strong')],
    [span(inputs.keyOf('interrupt') ?? '^C', 'key'), span(' stop or leave')],
    ...(rows > 3 ? [whereLine(inputs.reader.state, { short: true })] : []),
  ];
  return Array.from({ length: rows }, (_, row) => fitLine(rowOf(said, row, rows), columns));
}

/** In the last row there is, whatever has no row of its own. */
function rowOf(said: readonly Line[], row: number, rows: number): Line {
  if (row < rows - 1) return said[row] ?? [];
  return said.slice(row).flatMap((each, at) => (at === 0 ? each : [span(' · '), ...each]));
}

/** The state before the name: of a long name the end may be cut. */
function standing({ reader, situation }: NotebookInputs): string {
  const id = visibleText(reader.current?.id ?? '');
  if (reader.running) return `Running: ${id}`;
  switch (situation.situation) {
    case 'ended':
      return 'The session ended.';
    case 'ready':
      return `To run: ${id}`;
    case 'asked':
      return `To answer: ${id}`;
    case 'failed':
      return `FAILED: ${id}`;
    case 'inconclusive':
      return `Inconclusive: ${id}`;
    case 'interrupted':
      return `Interrupted: ${id}`;
    default:
      return unreachable(situation);
  }
}
