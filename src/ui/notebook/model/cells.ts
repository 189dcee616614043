import type { Plan, PlannedStep } from '../../../session/plan.ts';
import type { SessionReader } from './session-reader.ts';

/** Id of the last cell, which is no step: no step has an empty id. */
export const endCell = '';

/** A step as a cell of the page. */
export interface StepCell {
  readonly planned: PlannedStep;
  /** Its number among the steps of its runbook, from 1, and how many those are. */
  readonly number: number;
  readonly of: number;
}

/** The cells of a session in the order of the page; the cell of the end comes behind them. */
export interface NotebookCells {
  readonly steps: readonly StepCell[];
  /** Ids of all cells, the end included. */
  readonly ids: readonly string[];
  /** Place of each id in `ids`. */
  readonly index: ReadonlyMap<string, number>;
}

const known = new WeakMap<Plan, Map<string, NotebookCells>>();

/**
 * The steps that the session walks. In a branch: those of the runbook up to the one that failed, then those
 * of the branch. The same object as long as plan and branch are the same.
 */
export function notebookCells({ deps, state: { branch } }: SessionReader): NotebookCells {
  const { plan } = deps;
  const ofPlan = known.get(plan) ?? new Map<string, NotebookCells>();
  known.set(plan, ofPlan);
  const key = branch === undefined ? '' : `${branch.from} ${branch.name}`;
  const found = ofPlan.get(key) ?? makeCells(plan, branch);
  ofPlan.set(key, found);
  return found;
}

function makeCells(plan: Plan, branch: SessionReader['state']['branch']): NotebookCells {
  const main = numbered(plan.main);
  const entered = main.findIndex(({ planned }) => planned.id === branch?.from);
  const steps =
    branch === undefined
      ? main
      : [...main.slice(0, entered + 1), ...numbered(plan.branches.get(branch.name) ?? [])];
  const ids = [...steps.map(({ planned }) => planned.id), endCell];
  return { steps, ids, index: new Map(ids.map((id, at) => [id, at])) };
}

function numbered(steps: readonly PlannedStep[]): readonly StepCell[] {
  return steps.map((planned, at) => ({ planned, number: at + 1, of: steps.length }));
}
