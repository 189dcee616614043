import { lookAtTools } from '../../steps/checks/tools-version.ts';
import type { Evidence } from '../../steps/outcome.ts';
import { createShell } from '../shell/zx-shell.ts';
import { bad, good, type MachineFinding, warning } from './finding.ts';

export interface ToolWish {
  readonly name: string;
  /** Versions that will do; `*`: any. */
  readonly range: string;
  /** What it is wanted for. */
  readonly use: string;
  /** No session runs without it. */
  readonly required: boolean;
}

/** The tools that sessions use whatever the runbook says. */
export const usualTools: readonly ToolWish[] = [
  { name: 'bash', range: '>=3.2', use: 'runs commands', required: true },
  { name: 'git', range: '*', use: 'says which revision a runbook is of', required: false },
  { name: 'ssh-keygen', range: '*', use: 'signs and verifies', required: false },
  { name: 'kubectl', range: '*', use: 'is used by runbooks for a cluster', required: false },
  { name: 'kustomize', range: '*', use: 'is used by runbooks for a cluster', required: false },
  { name: 'helm', range: '*', use: 'is used by runbooks that install charts', required: false },
  { name: 'vault', range: '*', use: 'is used where secrets come from Vault', required: false },
];

/** Asks each tool for its version. */
export async function findTools(
  wishes: readonly ToolWish[],
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<readonly MachineFinding[]> {
  const env = Object.fromEntries(
    Object.entries(place.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const context = { cwd: place.cwd, env, ports: { shell: createShell() } };
  const found = await Promise.all(
    wishes.map(async (wish) => ({ wish, rows: await lookAtTools({ [wish.name]: wish.range }, context) })),
  );
  return found.flatMap(({ wish, rows }) => rows.map((row) => toFinding(wish, row)));
}

function toFinding(wish: ToolWish, { result, observed, expected, next }: Evidence): MachineFinding {
  if (result === 'pass') return good(wish.name, observed);
  const wanted = expected === 'installed' ? '' : ` (wanted: ${expected})`;
  const todo = `${next ?? `Install ${wish.name}`}. It ${wish.use}`;
  return wish.required
    ? bad(wish.name, `${observed}${wanted}`, todo)
    : warning(wish.name, `${observed}${wanted}`, todo);
}
