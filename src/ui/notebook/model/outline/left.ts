import { visibleText } from '../../../../problem/visible-text.ts';
import { isSettled } from '../../../../session/state.ts';
import { statusMark } from '../../../describe/status.ts';
import { fitLine, joinLine, padLine } from '../../../text/fit.ts';
import { type Line, span, type Tone } from '../../../text/line.ts';
import type { Scene } from '../scene.ts';
import { type Section, sectionAt, sectionsOf } from './sections.ts';

type Entry = { readonly section: Section } | { readonly step: number };

/**
 * The outline beside the page: every section with how far it is, and the steps of those sections that are
 * looked at or stood at. `focus`: the cell that is looked at, by its place among all cells.
 */
export function outlineLeft(scene: Scene, focus: number, columns: number, rows: number): readonly Line[] {
  const entries = entriesOf(scene, focus);
  const current = scene.cells.index.get(scene.current) ?? 0;
  const at = entries.findIndex((each) => 'step' in each && each.step === focus);
  const from = firstShown(at < 0 ? entries.length - 1 : at, entries.length, rows);
  const shown = entries.slice(from, from + rows);
  const lines = shown.map((entry) => entryLine(scene, entry, { focus, current }, columns - 2));
  const rule = span('│ ', 'rule');
  return Array.from({ length: rows }, (_, row): Line => [...padLine(lines[row] ?? [], columns - 2), rule]);
}

/** What is looked at stands a third from the top, and no row is wasted at either end. */
function firstShown(at: number, count: number, rows: number): number {
  return Math.max(0, Math.min(at - Math.floor(rows / 3), count - rows));
}

function entriesOf({ cells, current }: Scene, focus: number): readonly Entry[] {
  const sections = sectionsOf(cells);
  const currentAt = cells.index.get(current) ?? 0;
  const open = new Set([sectionAt(sections, focus), sectionAt(sections, currentAt)]);
  const loose = sections[0]?.from ?? cells.steps.length;
  return [
    ...stepEntries(0, loose),
    ...sections.flatMap((section): readonly Entry[] => [
      { section },
      ...(open.has(section) ? stepEntries(section.own.from, section.own.to) : []),
    ]),
  ];
}

function stepEntries(from: number, to: number): readonly Entry[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ step: from + at }));
}

interface Marked {
  readonly focus: number;
  readonly current: number;
}

function entryLine(scene: Scene, entry: Entry, marked: Marked, columns: number): Line {
  return 'section' in entry
    ? sectionLine(scene, entry.section, columns)
    : stepLine(scene, entry.step, marked, columns);
}

function stepLine({ cells, inputs, current }: Scene, at: number, { focus }: Marked, columns: number): Line {
  const cell = cells.steps[at];
  if (cell === undefined) return [];
  const { planned } = cell;
  const { mark, tone } = statusMark(inputs.reader.stepState(planned.id), planned.id === current);
  const looked = at === focus;
  return fitLine(
    [
      span(looked ? '│ ' : '  ', 'accent'),
      span('  '),
      span(`${mark} `, tone),
      span(visibleText(planned.step.title), looked ? 'selected' : 'plain'),
    ],
    columns,
  );
}

function sectionLine({ cells, inputs: { reader } }: Scene, section: Section, columns: number): Line {
  const steps = cells.steps
    .slice(section.from, section.to)
    .map(({ planned }) => reader.stepState(planned.id));
  const done = steps.filter(({ status }) => isSettled(status)).length;
  const bad = steps.some(({ status }) => status.status === 'failed' || status.status === 'continued');
  const all = done === steps.length;
  const { mark, tone } = sectionMark(bad, all);
  const title = span(visibleText(section.title), all && !bad ? 'dim' : 'strong');
  const indent = ' '.repeat(1 + Math.min(section.depth, 3));
  return joinLine(
    [span(indent), title],
    [span(`${mark}${String(done)}/${String(steps.length)} `, tone)],
    columns,
  );
}

function sectionMark(bad: boolean, all: boolean): { readonly mark: string; readonly tone: Tone } {
  if (bad) return { mark: '✗ ', tone: 'bad' };
  return all ? { mark: '✓ ', tone: 'good' } : { mark: '', tone: 'dim' };
}
