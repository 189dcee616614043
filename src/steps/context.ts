import type { Value, Values } from '../runbook/condition.ts';
import type { Environment, Inventory } from '../runbook/inventory.ts';
import type { Clock } from './ports/clock.ts';
import type { Cluster } from './ports/cluster.ts';
import type { Database } from './ports/database.ts';
import type { Deadline } from './outcome.ts';
import type { Files } from './ports/files.ts';
import type { Http } from './ports/http.ts';
import type { Reports } from './ports/reports.ts';
import type { ProcessIdentity, Shell, ShellSetup } from './ports/shell.ts';
import type { Tls } from './ports/tls.ts';

/** What a preview may know. Pure data: nothing can be run from it. */
export interface PreviewContext {
  readonly values: Values;
  readonly environment: Environment;
  readonly inventory: Inventory;
}

/** A row of a live table (16 services in a rollout). Shown while a step runs, never logged. */
export interface ProgressRow {
  readonly name: string;
  readonly state: 'waiting' | 'working' | 'good' | 'bad';
  readonly cells: readonly string[];
}

/** A measure that a step takes again and again, oldest first; undefined: that time there was nothing to measure. */
export interface Trend {
  readonly label: string;
  /** Stands behind a value: `ms`. */
  readonly unit: string;
  readonly values: readonly (number | undefined)[];
}

export interface Progress {
  readonly summary: string;
  readonly trend?: Trend;
  readonly columns?: readonly string[];
  readonly rows?: readonly ProgressRow[];
}

/** What the shell of an attempt is started in. */
export interface ShellContext {
  /** Environment of commands: the operator's own, the values, SESSION_DIR, STEP_DIR, KUBECONFIG. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly carry?: string;
}

/** What looks after something that a session holds may touch. */
export interface HoldContext extends PreviewContext {
  /** Who operates the session, and where: `alice@bastion`. */
  readonly operator: string;
  readonly signal: AbortSignal;
  readonly ports: Ports;
  /** The value of a secret parameter or secret capture. Undefined: not given in this process. */
  secret(name: string): string | undefined;
}

/** Everything an attempt at a step may touch. Its signal aborts with a StopCause as reason. */
export interface RunContext extends HoldContext, ShellContext {
  readonly sessionDir: string;
  /** Belongs to this attempt; its files are hashed into the log when it ends. */
  readonly stepDir: string;
  /** Unique to this attempt, fit for a Kubernetes name: `s-7f3a-migrate-1`. */
  readonly attemptName: string;
  /** ISO time at which the session began. */
  readonly startedAt: string;
  /** ISO time at which the session's last step that changes something started. Absent: none has yet. */
  readonly changedAt?: string;
  /** Deadlines that the session's steps have set and nobody has met yet, oldest first. */
  readonly deadlines: readonly Deadline[];
  /**
   * Masks a value that came up while the step runs, such as a token, in everything from now on. `too-short`: it
   * would blank out ordinary text, so it is not masked and may not be told.
   */
  mask(name: string, value: string): 'masked' | 'too-short';
  /** A text with every secret in it masked, for what a step writes into files by itself. */
  redact(text: string): string;
  /** Bytes for the attempt's output file and the screen; secrets are masked behind it. */
  output(stream: 'stdout' | 'stderr', chunk: Buffer | string): void | Promise<void>;
  progress(progress: Progress): void;
  /** Must resolve before a spawned process is let go: its identity is then on disk. */
  spawned(process: ProcessIdentity): Promise<void>;
  /** The shell that will probably be asked for after this attempt; see ShellRun. */
  nextShell(): ShellSetup | undefined;
}

export interface Ports {
  readonly shell: Shell;
  readonly http: Http;
  readonly tls: Tls;
  readonly database: Database;
  readonly files: Files;
  readonly clock: Clock;
  readonly reports: Reports;
  /** Absent when the runbook does not require a cluster. */
  readonly cluster: Cluster | undefined;
}

export type { Value, Values };
