import type { NotebookCells, StepCell } from '../cells.ts';

/** A heading and the steps below it, those of its own headings included. */
export interface Section {
  readonly title: string;
  /** 0 for the outermost. */
  readonly depth: number;
  /** Its steps: from this one of the cells up to, but not including, that one. */
  readonly from: number;
  readonly to: number;
  /** Where the steps begin that stand directly below it, and how many those are. */
  readonly own: { readonly from: number; readonly to: number };
}

const known = new WeakMap<NotebookCells, readonly Section[]>();

/** The sections in the order of the page. The same object for the same cells. */
export function sectionsOf(cells: NotebookCells): readonly Section[] {
  const found = known.get(cells) ?? makeSections(cells.steps);
  known.set(cells, found);
  return found;
}

type Open = { -readonly [Key in keyof Section]: Section[Key] };

function makeSections(steps: readonly StepCell[]): readonly Section[] {
  const paths = pathsOf(steps);
  const sections: Open[] = [];
  let open: readonly Open[] = [];
  for (const [at, path] of paths.entries()) {
    const same = sameBeginning(open, path);
    const opened = path.slice(same).map(
      (title, further): Open => ({
        title,
        depth: same + further,
        from: at,
        to: at + 1,
        own: { from: at, to: at },
      }),
    );
    sections.push(...opened);
    open = [...open.slice(0, same), ...opened];
    for (const section of open) section.to = at + 1;
    const last = open.at(-1);
    if (last !== undefined) {
      const from = last.own.to === last.own.from ? at : last.own.from;
      last.own = { from, to: at + 1 };
    }
  }
  return sections;
}

/** The headings above each step. One that stands above all of them says nothing, and is left out. */
function pathsOf(steps: readonly StepCell[]): readonly (readonly string[])[] {
  const [first] = steps;
  const paths = steps.map(({ planned: { step, runbook } }) =>
    runbook === first?.planned.runbook
      ? step.headings
      : [runbook, ...step.headings.filter((each) => each !== runbook)],
  );
  const top = paths[0]?.[0];
  const common = top !== undefined && paths.every((path) => path[0] === top && path.length > 1);
  return common ? paths.map((path) => path.slice(1)) : paths;
}

function sameBeginning(open: readonly Open[], path: readonly string[]): number {
  const differs = path.findIndex((title, depth) => open[depth]?.title !== title);
  return differs < 0 ? path.length : differs;
}

/** The innermost section that holds a step directly, by its place among the cells. */
export function sectionAt(sections: readonly Section[], at: number): Section | undefined {
  return sections.find(({ own }) => at >= own.from && at < own.to);
}
