import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lintRunbook } from '../../src/runbook/lint.ts';
import type { Diagnostic } from '../../src/runbook/diagnostic.ts';
import type { Inventory } from '../../src/runbook/inventory.ts';
import type { Runbook, Step } from '../../src/runbook/model.ts';
import { parseInventory } from '../../src/runbook/parse-inventory.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { compilePlan, type Plan } from '../../src/session/plan.ts';
import { err, ok, problem, type Result } from '../../src/problem/problem.ts';
import { stepKinds } from '../../src/steps/registry.ts';

const folder = join(import.meta.dirname, '../../runbooks');

/** Ids of the bundled runbooks, by their paths. */
export const libraryIds: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && !/README/i.test(path))
  .map((path) => path.replace(/\.md$/, ''))
  .toSorted();

export interface Bundled {
  readonly runbook: Runbook | undefined;
  /** Problems of the parser and of `lint`, as text. */
  readonly problems: readonly string[];
}

export function bundledInventory(): {
  readonly inventory: Inventory | undefined;
  readonly problems: readonly string[];
} {
  const path = join(folder, 'platform.yaml');
  const { inventory, problems } = parseInventory({ path: 'platform.yaml', bytes: readFileSync(path) });
  return { inventory, problems: problems.map(asText) };
}

/** A bundled runbook as the product reads and lints it, with the bundled inventory. */
export function bundled(id: string): Bundled {
  const path = join(folder, `${id}.md`);
  const { runbook, problems } = parseRunbook(
    { path: relative(folder, path), bytes: readFileSync(path) },
    stepKinds,
  );
  const { inventory } = bundledInventory();
  const found =
    runbook === undefined
      ? []
      : lintRunbook(runbook, { shapes: stepKinds, inventory, runbookIds: libraryIds });
  return { runbook, problems: [...problems, ...found].map(asText) };
}

/** The runbook, which must be one. */
export function runbookOf(id: string): Runbook {
  const { runbook, problems } = bundled(id);
  if (runbook === undefined) throw new Error(`${id} does not parse:\n${problems.join('\n')}`);
  return runbook;
}

export function planOf(id: string): Result<Plan> {
  return compilePlan(
    runbookOf(id),
    (name) => (libraryIds.includes(name) ? ok(runbookOf(name)) : err(problem('plan/unknown-runbook', name))),
    stepKinds,
  );
}

export function stepOf(id: string, step: string): Step {
  const found = runbookOf(id).steps.find((each) => each.id === step);
  if (found === undefined) throw new Error(`${id} has no step ${step}`);
  return found;
}

function asText({ span, code, message, hint }: Diagnostic): string {
  return `${span.file}:${span.start.line}:${span.start.column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}
