import type { Span } from '../../problem/problem.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Inventory } from '../inventory.ts';
import type { Runbook, Step } from '../model.ts';
import type { StepShapes } from '../step-shape.ts';
import type { YamlPath } from '../yaml/read-mapping.ts';
import type { ShellCommand } from './shell/commands.ts';

/** What a runbook is judged by. What is not given is not judged: no inventory, no word on its environments. */
export interface LintContext {
  readonly shapes: StepShapes;
  readonly inventory?: Inventory | undefined;
  /** Ids of every runbook of the library. */
  readonly runbookIds?: readonly string[] | undefined;
}

/** A command step's script, read once for all rules. */
export interface Script {
  readonly step: Step;
  readonly commands: readonly ShellCommand[];
  /** Where a stretch of the script is in the file. */
  readonly span: (start: number, end: number) => Span;
}

/** A runbook with what the rules need of it. */
export interface LintSubject {
  readonly runbook: Runbook;
  readonly context: LintContext;
  readonly scripts: readonly Script[];
  /** The value at a path of a step's own mapping, or the step where it has none. */
  readonly valueSpan: (step: Step, path: YamlPath) => Span;
  /** The key at a path, likewise. */
  readonly keySpan: (step: Step, path: YamlPath) => Span;
}

/** One rule: everything that it finds in a runbook. */
export type LintRule = (subject: LintSubject) => readonly Diagnostic[];
