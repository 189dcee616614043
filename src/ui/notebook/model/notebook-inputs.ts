import type { Shown } from '../../../session/engine/shown.ts';
import type { Progress } from '../../../steps/context.ts';
import type { ActionId } from '../../keymap/actions.ts';
import type { Situation } from '../../situation.ts';
import type { Line } from '../../text/line.ts';
import type { ProseRenderer } from '../../text/prose/renderer.ts';
import type { BarAction } from './bar-actions.ts';
import type { CellCache } from './cell-cache.ts';
import type { SessionReader } from './session-reader.ts';
import type { Trail } from './trail.ts';

/** The last lines of an output, made safe, and how much there is of it. */
export interface OutputTail {
  readonly lines: readonly Line[];
  /** Lines of the whole output; undefined: not counted yet. */
  readonly total: number | undefined;
}

/** What a running step has told so far. */
export interface LiveStep {
  readonly step: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly progress?: Progress;
  readonly tail?: OutputTail;
  /** Bytes printed so far. */
  readonly bytes: number;
}

/** Everything that a frame of the notebook depends on besides its own state and the size. */
export interface NotebookInputs {
  readonly reader: SessionReader;
  readonly situation: Situation;
  readonly trail: Trail;
  readonly live?: LiveStep;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Median milliseconds by step id, from earlier sessions of the runbook. */
  readonly history: ReadonlyMap<string, number>;
  /** Another theme gives another function. */
  readonly prose: ProseRenderer;
  /** Key and title of each action, as many as fit; the first ones matter most. */
  readonly keyBar: (actions: readonly BarAction[], columns: number) => Line;
  /** A key of the action as it is shown; undefined: none, so it is in the palette only. */
  readonly keyOf: (action: ActionId) => string | undefined;
  /** Last lines of finished attempts, by step id. A changed tail is another object. */
  readonly tails: ReadonlyMap<string, OutputTail>;
  /** Matches of the search in outputs, by step id. */
  readonly outputHits: ReadonlyMap<string, number>;
  /** Files that the current approval is bound to, once they are read. */
  readonly shown?: Shown;
  /** What was said last, for a moment. */
  readonly flash?: Line;
  /** True once the namespace of production was typed in this session. */
  readonly consented: boolean;
  readonly cache: CellCache;
}
