import { unreachable } from '../../../problem/problem.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { fitLine } from '../../text/fit.ts';
import { type Line, span } from '../../text/line.ts';
import { smallest } from './layout.ts';
import type { NotebookInputs } from './notebook-inputs.ts';

/** What is left of the notebook in a window that is too small: that nothing is lost, and what is waited for. */
export function tooSmall(inputs: NotebookInputs, { columns, rows }: Size): readonly Line[] {
  const need = `${String(smallest.columns)}x${String(smallest.rows)}`;
  const text = `${waitsFor(inputs)} Window too small (${need}).`;
  return Array.from({ length: rows }, (_, row) =>
    row === 0 ? fitLine([span(text, 'warning')], columns) : [],
  );
}

function waitsFor({ reader, situation }: NotebookInputs): string {
  const id = reader.current?.id ?? '';
  if (reader.running) return `${id} runs.`;
  switch (situation.situation) {
    case 'ended':
      return 'The session has ended.';
    case 'ready':
      return `${id} waits to be run.`;
    case 'asked':
      return `${id} waits for an answer.`;
    case 'failed':
      return `${id} FAILED, and waits.`;
    case 'inconclusive':
      return `${id} was inconclusive, and waits.`;
    case 'interrupted':
      return `${id} was interrupted, and waits.`;
    default:
      return unreachable(situation);
  }
}
