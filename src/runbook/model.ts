import type { Span } from '../problem/problem.ts';
import type { Condition } from './condition.ts';
import type { Parameter } from './parameter.ts';

/** What a step does to the world. `none`: it asks a person; `read`: it looks; `change`: it changes something. */
export type Effect = 'none' | 'read' | 'change';

/** What to do when a step fails. `runbook` offers that runbook to a person, in the same session. */
export type OnFailure = 'ask' | 'stop' | 'continue' | { readonly runbook: string };

/** Where a captured value comes from. */
export type CaptureSource =
  | { readonly from: 'output'; readonly pattern: string }
  | { readonly from: 'json'; readonly path: string }
  | { readonly from: 'file'; readonly file: string };

export interface Capture {
  readonly name: string;
  readonly source: CaptureSource;
  readonly secret: boolean;
}

/** The keys that any step may carry, whatever its kind. Durations are in milliseconds. */
export interface StepOptions {
  readonly when?: Condition;
  readonly captures: readonly Capture[];
  readonly onFailure: OnFailure;
  readonly timeout?: number;
  /** May not be skipped or jumped over. */
  readonly required: boolean;
  /** Asks a person before it runs, even with --unattended. */
  readonly confirm: boolean;
  /** Runs without being told to as soon as the operator gets there: only where it does no more than look. */
  readonly auto?: true;
}

export interface Step {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
  /** The Markdown between the step before it and this one. */
  readonly prose: string;
  readonly options: StepOptions;
  /** The kind's own keys, valid by its schema. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The shell text of a fence, the text of a checklist item, or empty. */
  readonly body: string;
  /** False for a block that carries no annotation: it has careful defaults. */
  readonly annotated: boolean;
  /** The block itself (fence or list item). */
  readonly span: Span;
  /** SHA-256 in hex over kind, options, config and body: equal digests mean equal steps. */
  readonly digest: string;
}

export interface Requirements {
  /** Tool name → semver range. */
  readonly tools: Readonly<Record<string, string>>;
  readonly cluster: boolean;
}

export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly owner?: string;
  readonly version?: string;
  readonly tags: readonly string[];
  /** Names of environments it may run in; empty: any. */
  readonly environments: readonly string[];
  readonly history: readonly { readonly version: string; readonly date: string; readonly changes: string }[];
  readonly parameters: readonly Parameter[];
  readonly requires: Requirements;
  readonly steps: readonly Step[];
  /** True when no block of the file carries an annotation: it then runs as if pasted, block after block. */
  readonly pasted: boolean;
  /** Markdown after the last step. */
  readonly epilogue: string;
  readonly path: string;
  readonly text: string;
  /** SHA-256 in hex of the file's bytes. */
  readonly sha256: string;
}
