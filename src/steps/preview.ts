/** What will happen, before Enter: shown to the operator, printed by `plan`, and bound into approvals by digest. */
export interface Preview {
  /** One line: "Runs pnpm db:migrate as a Job". Absent: command, facts or what is verified say it. */
  readonly action?: string;
  /** The command as it will run, if there is one. */
  readonly command?: string;
  /** What it changes, one line each; empty: nothing. */
  readonly changes: readonly string[];
  /** How it is verified, one line each. */
  readonly verifies: readonly string[];
  /** How it is undone, if the author says so. */
  readonly undo?: string;
  /** Further facts: label and value. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}
