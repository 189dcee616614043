import { visibleText } from '../../../problem/visible-text.ts';
import { statusMark, statusWord } from '../../describe/status.ts';
import { notebookCells } from './cells.ts';
import type { SessionReader } from './session-reader.ts';

/** A step as an item of a list to choose from. */
export interface JumpItem {
  readonly id: string;
  /** What is looked for in. */
  readonly text: string;
  /** Beside it, dim. */
  readonly detail: string;
}

/** Every step, in the order of the page. */
export function jumpItems(reader: SessionReader): readonly JumpItem[] {
  return notebookCells(reader).steps.map(({ planned, number }) => {
    const step = reader.stepState(planned.id);
    const mark = statusMark(step, planned === reader.current).mark;
    return {
      id: planned.id,
      text: `${mark} ${String(number)} ${visibleText(planned.step.title)}`,
      detail: `${planned.id}, ${statusWord(step)}`,
    };
  });
}
