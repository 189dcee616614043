/** The options of the command that runs or resumes a runbook. */
export interface RunOptions {
  readonly runbook: string | undefined;
  /** `name=value` or `name=@file`. */
  readonly parameters: readonly string[];
  readonly environment?: string;
  readonly context?: string;
  /** A session's id or the beginning of one; true: the newest that is unfinished. */
  readonly resume?: string | true;
  readonly from?: string;
  /** A scenario's name; true: the one in which all goes well. */
  readonly rehearse?: string | true;
  /** How many times as fast as the clock a rehearsal runs. */
  readonly pace?: number;
  /** Id of the change that this belongs to. */
  readonly change?: string;
  readonly purpose?: string;
  /** Who works at a shared account. */
  readonly onBehalfOf?: string;
  readonly unattended: boolean;
  readonly plain: boolean;
  readonly json: boolean;
}
