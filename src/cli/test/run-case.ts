import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { readJournal } from '../../platform/journal/read-journal.ts';
import type { Problem } from '../../problem/problem.ts';
import { type Course, judge } from '../../rehearsal/runbook-test/judge.ts';
import type { TestCase, TestFault } from '../../rehearsal/runbook-test/model.ts';
import type { CaseResult } from '../../report/tests/case-result.ts';
import { variableName } from '../../runbook/values/names.ts';
import type { Plan } from '../../session/plan.ts';
import type { Session } from '../../session/engine/session.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';
import { openStage } from '../session/stage.ts';
import { startNew } from '../session/start.ts';
import { walkToEnd } from '../session/walk.ts';
import { takeTurns, type Turns } from './script.ts';
import { scriptedFrontEnd } from './scripted-front-end.ts';
import { testWorkplace } from './test-workplace.ts';

/** A case with the runbook that it tests. */
export interface PlannedCase {
  readonly test: TestCase;
  /** The file of tests, as people read its path. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly runbookFile: string;
  readonly plan: Plan;
}

/** What the cases of one run share. */
export interface TestRun {
  readonly io: Io;
  /** Folder of their sessions, as XDG_STATE_HOME. */
  readonly root: string;
  /** How many times as fast as the clock a case runs that says nothing of it. Absent: as its scenario. */
  readonly pace?: number;
  /** Aborts when the run is to end. */
  readonly signal: AbortSignal;
}

/** Bytes of one output that are looked through. */
const mostOutput = 256 * 1024;
const shownLines = 12;

/** Walks a case in a rehearsal of its own, and compares what came of it with what it expects. */
export async function runCase(planned: PlannedCase, run: TestRun): Promise<CaseResult> {
  const { test, path, plan } = planned;
  const began = performance.now();
  const walked = await walkCase(planned, run);
  return {
    name: test.name,
    runbook: plan.runbook.id,
    path,
    milliseconds: performance.now() - began,
    ...walked,
  };
}

type Walked = Pick<CaseResult, 'faults' | 'lines' | 'session'>;

async function walkCase(planned: PlannedCase, run: TestRun): Promise<Walked> {
  const { test } = planned;
  const turns = takeTurns(test);
  const scripted = scriptedFrontEnd(turns, { timeout: test.timeout, signal: run.signal });
  const workplace = await testWorkplace(quietIo(run.io, planned), scripted.frontEnd, run.root);
  if (!workplace.ok) return notStarted(workplace.problems);
  const stage = await openStage(workplace.value, optionsOf(planned, run));
  if (!stage.ok) return notStarted(stage.problems);
  try {
    const opened = await startNew(stage.value.workplace, stage.value.options);
    if (!opened.ok) return notStarted(opened.problems);
    await walkToEnd(stage.value.workplace, opened.value, stage.value.options);
    return await compare(test, opened.value.session, turns, scripted.walked()?.fault);
  } finally {
    await stage.value.close();
  }
}

/** Always a rehearsal: a script is let near nothing else. */
function optionsOf({ test, file, runbookFile, plan }: PlannedCase, run: TestRun): RunOptions {
  const pace = test.pace ?? run.pace;
  const scenario = /\.ya?ml$/.test(test.scenario) ? resolve(dirname(file), test.scenario) : test.scenario;
  return {
    runbook: runbookFile,
    parameters: Object.entries(test.parameters)
      .filter(([name]) => !isSecret(plan, name))
      .map(([name, value]) => `${name}=${value}`),
    ...(test.environment === undefined ? {} : { environment: test.environment }),
    rehearse: scenario,
    ...(pace === undefined ? {} : { pace }),
    unattended: false,
    plain: true,
    json: false,
  };
}

function isSecret({ parameters }: Plan, name: string): boolean {
  return parameters.some((parameter) => parameter.name === name && parameter.type === 'secret');
}

/** Nothing is printed, and no value but the case's own comes from the environment: a secret is given there. */
function quietIo(io: Io, { test, plan }: PlannedCase): Io {
  const kept = Object.entries(io.env).filter(([name]) => !name.startsWith('TEEI_PARAM_'));
  const secrets = Object.entries(test.parameters)
    .filter(([name]) => isSecret(plan, name))
    .map(([name, value]) => [`TEEI_PARAM_${variableName(name)}`, value] as const);
  return {
    get stdin() {
      return io.stdin;
    },
    stdout: nowhere(),
    stderr: nowhere(),
    env: Object.fromEntries([...kept, ...secrets]),
    cwd: io.cwd,
  };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function notStarted(problems: readonly Problem[]): Walked {
  const faults = problems.map(({ message, hint, span }) => ({
    what: 'The session could not be started',
    expected: 'it begins',
    observed: span === undefined ? message : `${span.file}:${span.start.line}: ${message}`,
    ...(hint === undefined ? {} : { next: hint }),
  }));
  return { faults, lines: [] };
}

async function compare(
  test: TestCase,
  { state, deps }: Session,
  turns: Turns,
  fault: TestFault | undefined,
): Promise<Walked> {
  const { folder, session } = deps.journal;
  const read = await readJournal(folder);
  if (!read.ok) return { ...notStarted(read.problems), session };
  const { records } = read.value;
  const outputs = await outputsOf(records, folder);
  const course: Course = { state, records, outputs };
  // What follows from a script that came to no end says nothing more.
  const faults = fault === undefined ? [...judge(test, course), ...turns.left()] : [fault];
  return { faults, session, lines: faults.length === 0 ? [] : lastLines(faults, outputs) };
}

async function outputsOf(
  records: readonly SessionRecord[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const outputs = new Map<string, string>();
  for (const { event } of records) {
    if (event.type !== 'step.finished' || event.output === undefined) continue;
    const bytes = await readFile(join(folder, event.output.path));
    const text = bytes.subarray(-mostOutput).toString('utf8');
    outputs.set(event.step.id, `${outputs.get(event.step.id) ?? ''}${text}`);
  }
  return outputs;
}

/** The end of what the first faulty step has printed. */
function lastLines(faults: readonly TestFault[], outputs: ReadonlyMap<string, string>): readonly string[] {
  const step = faults.find((fault) => fault.step !== undefined)?.step;
  const text = step === undefined ? undefined : outputs.get(step);
  return text === undefined ? [] : text.trimEnd().split('\n').slice(-shownLines);
}
