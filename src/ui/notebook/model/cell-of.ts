import type { PlannedStep } from '../../../session/plan.ts';
import { isSettled } from '../../../session/state.ts';
import { span } from '../../text/line.ts';
import { actionPart } from './cell/action.ts';
import { askedPart } from './cell/asked.ts';
import { resultPart } from './cell/after.ts';
import { commandPart, previewPart } from './cell/before.ts';
import { endLines } from './cell/end.ts';
import { briefHead, foldedHead, openHead } from './cell/head.ts';
import { livePart } from './cell/live.ts';
import { blankRow, type Row, rowsOf, textColumns } from './cell/rows.ts';
import type { CellLines } from './cell-lines.ts';
import { endCell, type StepCell } from './cells.ts';
import { type Fold, foldOf } from './fold.ts';
import { isFocused } from './focus.ts';
import type { Scene } from './scene.ts';
import { stepTrail } from './trail.ts';

/** The rows of a cell at this width, kept as long as nothing that they depend on changes. */
export function cellLines(scene: Scene, id: string, columns: number): CellLines {
  const at = scene.cells.index.get(id) ?? 0;
  const cell = scene.cells.steps[at];
  if (cell === undefined || id === endCell) return endLines(scene, columns);
  const fold = foldOf(scene, id);
  const spaced = isSpaced(scene, id, fold);
  const key = `${id} ${String(columns)}`;
  return scene.inputs.cache.lines(key, [fold, spaced, ...dependencies(scene, cell, fold)], () =>
    makeCell(scene, cell, fold, spaced, columns),
  );
}

/** Everything that the rows of a cell are made of, besides its width: compared by identity. */
function dependencies(scene: Scene, cell: StepCell, fold: Fold): readonly unknown[] {
  const { inputs, current, page } = scene;
  const { reader, trail } = inputs;
  const { id } = cell.planned;
  const step = reader.stepState(id);
  const always = [cell, step, id === current, inputs.prose, reader.state.branch];
  if (fold === 'brief') return always;
  const told = [...always, stepTrail(trail, id), inputs.tails.get(id)];
  if (fold === 'line' || (isSettled(step.status) && id !== current)) return [...told, inputs.keyOf('output')];
  const open = [
    ...told,
    reader.state,
    reader.running,
    inputs.consented,
    inputs.shown,
    inputs.history,
    page.rows,
  ];
  const { situation } = inputs;
  return [
    ...open,
    situation.situation === 'interrupted' ? situation.alive : situation.situation,
    isFocused(scene, id),
    inputs.live?.step === id ? inputs.live : undefined,
    inputs.live?.step === id ? Math.floor(inputs.now / 1000) : 0,
    ...(['act', 'current', 'interrupt', 'output'] as const).map(inputs.keyOf),
  ];
}

/** A cell that takes more than a line has a blank row around it. */
function isSpaced({ shown, ...scene }: Scene, id: string, fold: Fold): boolean {
  const before = shown.ids[(shown.index.get(id) ?? 0) - 1];
  if (before === undefined) return false;
  const airy = (each: string, as: Fold): boolean =>
    as === 'full' ||
    as === 'recent' ||
    (as === 'brief' && !isShort(scene.cells.steps[scene.cells.index.get(each) ?? 0]));
  return airy(id, fold) || airy(before, foldOf({ shown, ...scene }, before));
}

/** A step of one row while it is to come: an item without text around it. */
function isShort(cell: StepCell | undefined): boolean {
  return cell === undefined || (cell.planned.step.prose === '' && commandOf(cell.planned) === undefined);
}

/** Shell text as written; of an item the body is its title. */
function commandOf({ step }: PlannedStep): string | undefined {
  return step.kind === 'command' ? step.body : undefined;
}

function makeCell(scene: Scene, cell: StepCell, fold: Fold, spaced: boolean, columns: number): CellLines {
  const before = [...(spaced ? [blankRow] : []), ...branchRow(scene, cell)];
  const { rows, head, action } = contentOf(scene, cell, fold, columns);
  const all = [...before, ...rows];
  return {
    rows: all.map(({ line }) => line),
    parts: all.map(({ part }) => part),
    head: before.length + head,
    action: action === undefined ? undefined : before.length + action,
  };
}

interface Content {
  readonly rows: readonly Row[];
  readonly head: number;
  readonly action?: number;
}

function contentOf(scene: Scene, cell: StepCell, fold: Fold, columns: number): Content {
  switch (fold) {
    case 'line':
      return { rows: rowsOf('head', [foldedHead(scene, cell, columns)]), head: 0 };
    case 'brief': {
      const prose = proseRows(scene, cell.planned, columns);
      const head = rowsOf('head', [briefHead(scene, cell, columns)]);
      const command = commandPart(commandOf(cell.planned), columns, 'dim');
      return { rows: [...prose, ...head, ...command], head: prose.length };
    }
    case 'recent':
      return recentContent(scene, cell, columns);
    case 'full':
      return fullContent(scene, cell, columns);
  }
}

/** What ran, and what came of it: what it was to do was read before. */
function recentContent(scene: Scene, cell: StepCell, columns: number): Content {
  const rows = [
    ...rowsOf('head', openHead(scene, cell, columns)),
    ...commandPart(ranCommand(scene, cell.planned), columns, 'command'),
    ...resultPart(scene, cell.planned, columns),
  ];
  return { rows, head: 0 };
}

function fullContent(scene: Scene, cell: StepCell, columns: number): Content {
  const { inputs, current } = scene;
  const { planned } = cell;
  const prose = proseRows(scene, planned, columns);
  const head = rowsOf('head', openHead(scene, cell, columns));
  const open = !isSettled(inputs.reader.stepState(planned.id).status);
  const live = inputs.live?.step === planned.id ? inputs.live : undefined;
  const { situation } = inputs;
  const asked = planned.id === current && situation.situation === 'asked' ? situation.prompt : undefined;
  const rows = [
    ...prose,
    ...head,
    ...(open
      ? previewPart(scene, planned, columns)
      : commandPart(ranCommand(scene, planned), columns, 'command')),
    ...(asked === undefined ? [] : askedPart(scene, asked, columns)),
    ...(live === undefined ? resultPart(scene, planned, columns) : livePart(scene, live, columns)),
  ];
  const action = planned.id === current ? actionPart(scene, columns) : [];
  return {
    rows: [...rows, ...action],
    head: prose.length,
    ...(action.length === 0 ? {} : { action: rows.length }),
  };
}

/** The command as it ran, which the log holds; as written where it did not run. */
function ranCommand({ inputs: { trail } }: Scene, planned: PlannedStep): string | undefined {
  return stepTrail(trail, planned.id).attempts.at(-1)?.started.command ?? commandOf(planned);
}

function proseRows({ inputs }: Scene, { step, runbook }: PlannedStep, columns: number): readonly Row[] {
  if (step.prose === '') return [];
  const lines = inputs.prose(step.prose, textColumns(columns), [step.title, runbook]);
  return lines.length === 0 ? [] : [...rowsOf('prose', lines), blankRow];
}

/** Says where a branch begins, and why. */
function branchRow({ inputs: { reader } }: Scene, { planned, number }: StepCell): readonly Row[] {
  const { branch } = reader.state;
  if (branch === undefined || number !== 1 || !reader.track.includes(planned)) return [];
  const text = `Now in ${branch.name}, because ${branch.from} failed.`;
  return rowsOf('head', [[span(text, 'warning')], []]);
}
