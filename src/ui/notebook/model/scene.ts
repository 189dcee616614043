import type { StepStatus } from '../../../session/state.ts';
import { isSettled } from '../../../session/state.ts';
import { type Place as Folder, sessionPlaces } from '../../describe/short-names.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { endCell, type NotebookCells, notebookCells } from './cells.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { Filter, NotebookState } from './notebook-state.ts';
import type { SessionReader } from './session-reader.ts';

/** The cells that the filter lets through, in order. */
export interface ShownCells {
  readonly ids: readonly string[];
  readonly index: ReadonlyMap<string, number>;
}

/** What one frame, or one change of the state, looks at. */
export interface Scene {
  readonly inputs: NotebookInputs;
  readonly state: NotebookState;
  readonly cells: NotebookCells;
  readonly shown: ShownCells;
  /** The cell of the current step; the end where there is none. */
  readonly current: string;
  /** The page. */
  readonly page: Size;
  /** Folders with the short names that they are shown by. */
  readonly folders: readonly Folder[];
}

export function makeScene(inputs: NotebookInputs, state: NotebookState, page: Size): Scene {
  const { reader } = inputs;
  const cells = notebookCells(reader);
  return {
    inputs,
    state,
    cells,
    shown: shownCells(cells, reader, state.filter),
    current: reader.state.phase.phase === 'ended' ? endCell : (reader.current?.id ?? endCell),
    page,
    folders: sessionPlaces(reader.deps.journal.folder, reader.state.cwd),
  };
}

function shownCells(cells: NotebookCells, reader: SessionReader, filter: Filter): ShownCells {
  if (filter === 'all') return cells;
  const ids = cells.steps
    .map(({ planned }) => planned.id)
    .filter((id) => passes(reader.stepState(id).status, filter));
  return { ids, index: new Map(ids.map((id, at) => [id, at])) };
}

function passes(status: StepStatus, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'failed':
      return ['failed', 'continued', 'inconclusive', 'interrupted'].includes(status.status);
    case 'skipped':
      return status.status === 'skipped';
    case 'to do':
      return !isSettled(status);
  }
}
