import { visibleText } from '../../../../problem/visible-text.ts';
import { statusMark } from '../../../describe/status.ts';
import { fitLine } from '../../../text/fit.ts';
import { type Line, type Span, span } from '../../../text/line.ts';
import type { Scene } from '../scene.ts';
import { sectionsOf } from './sections.ts';

/** The outline above the page: where in the runbook, and a mark for every step around. */
export function outlineAbove(scene: Scene, focus: number, columns: number, rows: number): readonly Line[] {
  const lines =
    rows > 1
      ? [pathLine(scene, focus), stripLine(scene, focus, columns)]
      : [stripLine(scene, focus, columns)];
  return lines.map((each) => fitLine(each, columns));
}

function pathLine({ cells }: Scene, focus: number): Line {
  const path = sectionsOf(cells).filter(({ from, to }) => focus >= from && focus < to);
  const titles = path.map(({ title }) => visibleText(title)).join(' / ');
  return [span(` ${titles}`, 'dim')];
}

/** One mark a step: those that fit around the one that is looked at. */
function stripLine({ cells, inputs: { reader }, current }: Scene, focus: number, columns: number): Line {
  const room = Math.max(1, columns - 4);
  const last = Math.max(0, cells.steps.length - room);
  const from = Math.max(0, Math.min(focus - Math.floor(room / 2), last));
  const marks = cells.steps.slice(from, from + room).map(({ planned }, at): Span => {
    const { mark, tone } = statusMark(reader.stepState(planned.id), planned.id === current);
    return from + at === focus && planned.id !== current ? span('▾', 'selected') : span(mark, tone);
  });
  const more = from + room < cells.steps.length;
  return [span(from > 0 ? ' …' : ' ', 'dim'), ...marks, ...(more ? [span('…', 'dim')] : [])];
}
