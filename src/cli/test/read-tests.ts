import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Library } from '../../platform/library.ts';
import { shortPath } from '../../platform/library/find-runbook.ts';
import { readSource } from '../../platform/library/read-source.ts';
import { filesInFolder, scanFolder } from '../../platform/library/scan-folder.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { lintTests } from '../../rehearsal/runbook-test/lint.ts';
import type { RunbookTests } from '../../rehearsal/runbook-test/model.ts';
import { parseTests } from '../../rehearsal/runbook-test/parse.ts';
import type { Plan } from '../../session/plan.ts';
import { planOf } from '../plan-of.ts';
import { listScenarios } from '../scenarios/scenario-library.ts';

const suffix = '.test.yaml';

/** A file of tests with the runbook that it lies beside. */
export interface ReadTests {
  /** Absolute. */
  readonly file: string;
  /** Undefined: a problem is an error. */
  readonly found:
    | { readonly tests: RunbookTests; readonly runbookFile: string; readonly plan: Plan }
    | undefined;
  readonly problems: readonly Problem[];
}

interface TestPlace {
  readonly library: Library;
  readonly cwd: string;
}

/** True where the file holds tests, by its name. */
export function isTestFile(file: string): boolean {
  return file.endsWith(suffix);
}

/** The files of tests that lie beside the runbooks of a folder, and in the folder itself; sorted. */
export function testFilesIn(folder: string): readonly string[] {
  const runbooks = scanFolder(folder).files.map((below) => join(folder, below));
  const folders = new Set([folder, ...runbooks.map((file) => dirname(file))]);
  return [...folders]
    .flatMap((each) => filesInFolder(each).map((name) => join(each, name)))
    .filter(isTestFile)
    .toSorted();
}

/** The files of tests that a target stands for: a folder, a file of tests, a runbook's file or its id. */
export function testFilesOf(target: string, { library, cwd }: TestPlace): readonly string[] {
  const path = resolve(cwd, target);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return testFilesIn(path);
  if (isTestFile(target)) return [path];
  const found = library.find(target);
  const beside = found.ok ? found.value.file.replace(/\.md$/, suffix) : undefined;
  return beside !== undefined && existsSync(beside) ? [beside] : [];
}

/** Reads a file of tests and compares it with its runbook. */
export function readTests(file: string, { library, cwd }: TestPlace): ReadTests {
  const path = shortPath(file, cwd);
  const bytes = readSource(file);
  if (!bytes.ok) return { file, found: undefined, problems: bytes.problems };
  const { tests, mapping, problems } = parseTests({ path, bytes: bytes.value });
  if (tests === undefined || mapping === undefined) return { file, found: undefined, problems };
  const runbookFile = join(dirname(file), `${basename(file, suffix)}.md`);
  if (!existsSync(runbookFile)) return { file, found: undefined, problems: [...problems, orphan(path)] };
  const loaded = library.load(runbookFile);
  const plan = loaded.ok ? planOf(loaded.value.runbook, runbookFile, library) : loaded;
  if (!plan.ok) return { file, found: undefined, problems: [...problems, ...plan.problems] };
  const read = library.inventory(runbookFile);
  const found = lintTests(tests, mapping, {
    plan: plan.value,
    inventory: read.ok ? read.value?.inventory : undefined,
    scenarios: listScenarios({ folders: library.folders, cwd }).map(({ id }) => id),
  });
  const all = [...problems, ...found];
  return {
    file,
    problems: all,
    found: found.length > 0 ? undefined : { tests, runbookFile, plan: plan.value },
  };
}

function orphan(path: string): Problem {
  const runbook = `${basename(path, suffix)}.md`;
  const hint = `Call it after its runbook, or write ${runbook}`;
  return problem('test/no-runbook', `${path} lies beside no runbook: there is no ${runbook}.`, { hint });
}
