import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorText, type Problem, problem } from '../../problem/problem.ts';
import type { CaseResult } from '../../report/tests/case-result.ts';
import { resultsAsJunit } from '../../report/tests/junit.ts';
import { caseAsText, totalAsText } from '../../report/tests/text.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { reportProblems } from '../report-problems.ts';
import { styleOf } from '../screen.ts';
import { signalExitCode } from '../session/signals.ts';
import { readTests, type ReadTests, testFilesOf } from '../test/read-tests.ts';
import type { PlannedCase } from '../test/run-case.ts';
import { runCases } from '../test/run-cases.ts';
import { makeStateFolder, removeStateFolder } from '../test/state-folder.ts';

export interface TestOptions {
  /** Files of tests, runbooks (ids or files) and folders; none: the repository's own library. */
  readonly targets: readonly string[];
  /** Only cases whose name contains this. */
  readonly case?: string;
  readonly format: 'text' | 'junit';
  /** The file to write the report to. */
  readonly output?: string;
  readonly jobs: number;
  /** How many times as fast as the clock cases run that say nothing of it. */
  readonly pace?: number;
  readonly keep: boolean;
}

/** `test`: walks runbooks in rehearsals as their tests say. Gives 0 where all came out so, 1 where not, 2 for unusable tests. */
export async function testCommand(io: Io, options: TestOptions): Promise<number> {
  const library = await libraryOf(io);
  const place = { library, cwd: io.cwd };
  const targets = options.targets.length > 0 ? options.targets : ownLibrary(library.folders);
  const found = targets.map((target) => ({ target, files: testFilesOf(target, place) }));
  const without = found.filter(({ files }) => files.length === 0);
  const read = [...new Set(found.flatMap(({ files }) => files))].map((file) => readTests(file, place));
  const problems = [
    ...without.map(({ target }) => noTests(target)),
    ...read.flatMap((each) => each.problems),
  ];
  const all = read.flatMap(casesOf);
  const cases = all.filter(({ test }) =>
    test.name.toLowerCase().includes((options.case ?? '').toLowerCase()),
  );
  if (problems.length > 0 || cases.length === 0) {
    await reportProblems(io, problems.length > 0 ? problems : [noCases(options.case, all)]);
    return exitCode('usage');
  }
  return runAll(io, cases, options);
}

function ownLibrary(folders: Awaited<ReturnType<typeof libraryOf>>['folders']): readonly string[] {
  return folders
    .filter(({ origin, path }) => origin === 'repository' && existsSync(path))
    .map(({ path }) => path);
}

function noTests(target: string): Problem {
  const hint = 'Write one beside the runbook: deploy.test.yaml for deploy.md (docs/testing.md)';
  return problem('test/no-cases', `There are no tests for ${target}.`, { hint });
}

function noCases(wanted: string | undefined, all: readonly PlannedCase[]): Problem {
  if (wanted === undefined) return noTests('this folder');
  const names = all.map(({ test }) => test.name);
  const hint = suggestion(wanted, names) ?? `There are: ${names.join('; ')}`;
  return problem('test/no-cases', `No case is called “${wanted}”.`, { hint });
}

function casesOf({ file, found }: ReadTests): readonly PlannedCase[] {
  if (found === undefined) return [];
  const { tests, runbookFile, plan } = found;
  return tests.cases.map((test) => ({ test, file, runbookFile, plan, path: tests.path }));
}

/** Signals that end the run, in order: the case that is walked is paused, and everything is removed. */
const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function runAll(io: Io, cases: readonly PlannedCase[], options: TestOptions): Promise<number> {
  const root = makeStateFolder();
  const stop = new AbortController();
  let received: (typeof ending)[number] | undefined;
  const onSignal = (signal: (typeof ending)[number]): void => {
    received ??= signal;
    stop.abort();
  };
  for (const signal of ending) process.on(signal, onSignal);
  try {
    const { pace } = options;
    const run = { io, root, signal: stop.signal, ...(pace === undefined ? {} : { pace }) };
    const results = await runCases(cases, run, options.jobs, (result) => tell(io, result, options));
    const told = await conclude(io, results, options);
    if (options.keep) await print(io.stderr, keptText(root));
    if (received !== undefined) return signalExitCode(received);
    const good = told && results.every(({ faults }) => faults.length === 0);
    return exitCode(good ? 'completed' : 'failed');
  } finally {
    for (const signal of ending) process.off(signal, onSignal);
    if (!options.keep) removeStateFolder(root);
  }
}

/** Standard output is the report's, unless that goes to a file. */
function talks({ format, output }: TestOptions): boolean {
  return format === 'text' || output !== undefined;
}

async function tell(io: Io, result: CaseResult, options: TestOptions): Promise<void> {
  if (talks(options)) await print(io.stdout, caseAsText(result, styleOf(io)));
}

/** False: the report could not be written. */
async function conclude(io: Io, results: readonly CaseResult[], options: TestOptions): Promise<boolean> {
  if (talks(options)) await print(io.stdout, totalAsText(results, styleOf(io)));
  const { format, output } = options;
  const report = format === 'junit' ? resultsAsJunit(results) : plainReport(results);
  if (output === undefined) {
    if (format === 'junit') await print(io.stdout, report);
    return true;
  }
  try {
    await writeFile(resolve(io.cwd, output), report);
    return true;
  } catch (thrown) {
    const hint = 'Name a file that can be written';
    const cause = errorText(thrown);
    await reportProblems(io, [problem('test/not-written', `${output} can’t be written.`, { hint, cause })]);
    return false;
  }
}

function plainReport(results: readonly CaseResult[]): string {
  const style = { width: 100, paint: (_format: string, text: string) => text };
  return results.map((result) => caseAsText(result, style)).join('') + totalAsText(results, style);
}

function keptText(root: string): string {
  return `The sessions are kept: XDG_STATE_HOME=${root} teei-runbook sessions list\n`;
}
