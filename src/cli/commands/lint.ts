import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '../../problem/problem.ts';
import type { Library } from '../../platform/library.ts';
import { shortPath } from '../../platform/library/find-runbook.ts';
import { readSource } from '../../platform/library/read-source.ts';
import { scanFolder } from '../../platform/library/scan-folder.ts';
import { lintScenario } from '../../rehearsal/scenario/lint.ts';
import { parseScenario } from '../../rehearsal/scenario/parse.ts';
import { diagnosticsAsGithub } from '../../report/diagnostics/github.ts';
import { diagnosticsAsJson } from '../../report/diagnostics/json.ts';
import { plural } from '../../report/text/layout.ts';
import { type Diagnostic, hasError } from '../../runbook/diagnostic.ts';
import { lintRunbook } from '../../runbook/lint.ts';
import { parseInventory } from '../../runbook/parse-inventory.ts';
import { stepKinds } from '../../steps/registry.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { planOf } from '../plan-of.ts';
import { diagnosticsForPeople, reportProblems, sortProblems } from '../report-problems.ts';
import { isScenarioFile, scenarioFiles } from '../scenarios/scenario-library.ts';
import { isTestFile, readTests, testFilesIn } from '../test/read-tests.ts';

export const lintFormats = ['text', 'json', 'github'] as const;

export interface LintOptions {
  /** Runbooks (ids or files), scenarios, inventories and folders; none: the repository's own library. */
  readonly targets: readonly string[];
  readonly format: (typeof lintFormats)[number];
}

/** `lint`: what is wrong with runbooks, scenarios and platform.yaml. Gives 2 where there is an error, 0 where there is none. */
export async function lintCommand(io: Io, options: LintOptions): Promise<number> {
  const library = await libraryOf(io);
  const targets = options.targets.length > 0 ? options.targets : ownLibrary(library);
  const files = [...new Set(targets.flatMap((target) => filesOf(target, io.cwd)))];
  const runbookIds = [...new Set(library.list().runbooks.map(({ id }) => id))];
  const { placed, plain } = sortProblems(
    files.flatMap((file) => lintFile(file, { library, cwd: io.cwd, runbookIds })),
  );
  const found = distinct(placed);
  const count = plain.length > 0 ? 0 : files.length;
  await reportProblems(io, [...nothing(files), ...plain]);
  await print(io.stdout, asFormat(found, count, options.format, io));
  return exitCode(hasError(found) || plain.length > 0 || files.length === 0 ? 'usage' : 'completed');
}

function ownLibrary({ folders }: Library): readonly string[] {
  return folders
    .filter(({ origin, path }) => origin === 'repository' && existsSync(path))
    .map(({ path }) => path);
}

function nothing(files: readonly string[]): readonly Problem[] {
  if (files.length > 0) return [];
  const hint = 'Name a runbook, a file or a folder: teei-runbook lint deploy';
  return [{ code: 'library/unknown-runbook', message: 'There are no runbooks to look at.', hint }];
}

/** The runbooks, the scenarios and the inventory in a folder; anything else stands for itself. */
function filesOf(target: string, cwd: string): readonly string[] {
  const path = resolve(cwd, target);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [target];
  const inventory = join(path, 'platform.yaml');
  const own = statSync(inventory, { throwIfNoEntry: false })?.isFile() === true ? [inventory] : [];
  const scenarios = basename(path) === 'scenarios' ? scenarioFiles(dirname(path)) : scenarioFiles(path);
  const runbooks = scanFolder(path).files.map((below) => join(path, below));
  return [...own, ...runbooks, ...scenarios, ...testFilesIn(path)];
}

interface Linting {
  readonly library: Library;
  readonly cwd: string;
  readonly runbookIds: readonly string[];
}

function lintFile(target: string, linting: Linting): readonly Problem[] {
  if (/\.ya?ml$/.test(target)) return lintYaml(resolve(linting.cwd, target), linting);
  const { library } = linting;
  const loaded = library.load(target);
  if (!loaded.ok) return loaded.problems;
  const { runbook, file, warnings } = loaded.value;
  const found = library.inventory(file);
  const { value } = found.ok ? found : { value: undefined };
  const context = { shapes: stepKinds, inventory: value?.inventory, runbookIds: linting.runbookIds };
  const findings = lintRunbook(runbook, context);
  const plan = planOf(runbook, file, library);
  // What can't be loaded is a finding at its own place already.
  const clashes = plan.ok
    ? []
    : plan.problems.filter(({ code }) => code === 'plan/cycle' || code === 'plan/parameter-clash');
  return [...warnings, ...findings, ...clashes, ...(found.ok ? (value?.warnings ?? []) : found.problems)];
}

/** A file is of tests by its name, a scenario by its folder, and any other is an inventory. */
function lintYaml(file: string, { library, cwd, runbookIds }: Linting): readonly Problem[] {
  if (isTestFile(file)) return readTests(file, { library, cwd }).problems;
  const bytes = readSource(file);
  if (!bytes.ok) return bytes.problems;
  const source = { path: shortPath(file, cwd), bytes: bytes.value };
  if (!isScenarioFile(file)) return parseInventory(source).problems;
  const { scenario, mapping, problems } = parseScenario(source);
  if (scenario === undefined || mapping === undefined) return problems;
  const loaded = library.load(scenario.runbook, file);
  const plan = loaded.ok ? planOf(loaded.value.runbook, loaded.value.file, library) : loaded;
  const found = library.inventory(loaded.ok ? loaded.value.file : file);
  const context = {
    runbookIds,
    plan: plan.ok ? plan.value : undefined,
    inventory: found.ok ? found.value?.inventory : undefined,
  };
  return [...problems, ...lintScenario(scenario, mapping, context)];
}

/** Files that several runbooks share are told of once. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map(
    diagnostics.map((each) => [`${each.span.file} ${each.span.start.offset} ${each.message}`, each]),
  );
  return [...seen.values()];
}

/** `files`: how many were looked at, where all could be. */
function asFormat(
  found: readonly Diagnostic[],
  files: number,
  format: LintOptions['format'],
  io: Io,
): string {
  switch (format) {
    case 'json':
      return diagnosticsAsJson(found);
    case 'github':
      return diagnosticsAsGithub(found);
    case 'text':
      if (found.length > 0) return diagnosticsForPeople(io, found);
      return files === 0 ? '' : `${plural(files, 'file')}, nothing to say\n`;
  }
}
