import { errorText, type Problem, problem } from '../../problem/problem.ts';
import type { RunContext } from '../../steps/context.ts';
import type { Outcome } from '../../steps/outcome.ts';
import { ShellNotStarted } from '../../steps/ports/shell.ts';
import type { EventOf } from '../events.ts';
import { kindOf } from '../decide/context.ts';
import type { Redactor } from '../redact/redactor.ts';
import { operatorAt } from '../state.ts';
import { allValues } from '../values.ts';
import type { Attempt } from './attempt-given.ts';
import { AttemptOutput } from './attempt-output.ts';
import { captureValues } from './capture-values.ts';
import { withEvidence } from './keep-evidence.ts';
import { maskProgress } from './mask.ts';
import { maskProblem, outcomeFacts } from './outcome-facts.ts';
import { shellContext } from './shell-context.ts';

type Finished = EventOf<'step.finished'>;

/** Carries out an attempt that the log already holds, and gives the event that records its end. Never rejects. */
export async function runAttempt(attempt: Attempt): Promise<Finished> {
  const { deps, planned, number } = attempt;
  const began = deps.clock.monotonic();
  const id = { id: planned.id, attempt: number };
  const folder = await deps.journal.openStepFolder(planned.id, number);
  if (!folder.ok) return notStarted(id, folder.problems[0]);
  const writer = await deps.journal.openOutput(planned.id, number);
  if (!writer.ok) return notStarted(id, writer.problems[0]);
  const { captures } = attempt.step.options;
  const output = new AttemptOutput({
    redactor: attempt.redactor,
    writer: writer.value,
    show: attempt.onOutput,
    capture: captures.some(({ source }) => source.from !== 'file'),
    hold: captures.some(({ secret }) => secret),
  });
  const outcome = await carryOut(attempt, folder.value, output);
  const captured = await captureValues(attempt, outcome, folder.value, output);
  const [closed, sealed] = await Promise.all([
    output.close(),
    deps.journal.sealStepFolder(planned.id, number),
  ]);
  const unkept = closed.problem ?? (sealed.ok ? undefined : sealed.problems[0]);
  return {
    type: 'step.finished',
    step: id,
    ...(unkept === undefined ? {} : { problem: maskProblem(unkept, attempt.redactor) }),
    ...outcomeFacts(captured.outcome, attempt.redactor),
    milliseconds: Number((deps.clock.monotonic() - began) / 1_000_000n),
    ...(closed.filed === undefined ? {} : { output: closed.filed }),
    files: sealed.ok ? [...sealed.value] : [],
    captures: { ...captured.values },
    secret_captures: [...captured.secrets],
    ...(kindOf(deps, planned).prompt(attempt.step, previewOf(attempt)) === undefined
      ? {}
      : { offered: true as const }),
    ...heldFacts(attempt, captured.outcome),
  };
}

/** What the session holds from now on, or no longer. */
function heldFacts(attempt: Attempt, { result }: Outcome): Pick<Finished, 'opens' | 'closes'> {
  if (result !== 'passed') return {};
  const { deps, planned, step, redactor } = attempt;
  const kind = kindOf(deps, planned);
  const hold = kind.hold(step.config);
  const closes = kind.closes(step.config);
  return {
    ...(hold === undefined
      ? {}
      : {
          opens: {
            key: hold.key,
            what: redactor.text(hold.what(previewOf(attempt))),
            kind: kind.kind,
            config: { ...step.config },
          },
        }),
    ...(closes === undefined ? {} : { closes }),
  };
}

function notStarted(id: Finished['step'], cause: Finished['problem']): Finished {
  const message = cause?.message ?? 'the step could not be started';
  return {
    type: 'step.finished',
    step: id,
    result: 'error',
    summary: message,
    evidence: [],
    milliseconds: 0,
    files: [],
    captures: {},
    secret_captures: [],
    problem: {
      code: 'step/not-started',
      message,
      ...(cause?.hint === undefined ? {} : { hint: cause.hint }),
    },
  };
}

/** What was thrown, as the operator has to know it: a start that failed is theirs to mend, anything else is ours. */
function faultProblem(thrown: unknown, redactor: Redactor): Problem {
  const message = redactor.text(errorText(thrown));
  if (thrown instanceof ShellNotStarted) {
    return problem('step/not-started', message, {
      hint: 'Nothing was run; look whether the working folder is there and bash is in PATH, then retry',
    });
  }
  const hint = 'Retry; if it comes again, report it with this session’s id';
  return problem('step/crashed', message, { hint });
}

async function carryOut(attempt: Attempt, folder: string, output: AttemptOutput): Promise<Outcome> {
  const { deps, planned, step } = attempt;
  const { run } = kindOf(deps, planned);
  if (run === undefined) throw new Error(`${planned.id} runs nothing`);
  const lent = step.config['interactive'] === true;
  try {
    if (lent) await deps.terminal.lend();
    const context = contextOf(attempt, folder, output);
    return await withEvidence(attempt, await run(step, context), context);
  } catch (thrown) {
    const found = faultProblem(thrown, attempt.redactor);
    return { result: 'error', summary: found.message, evidence: [], problem: found };
  } finally {
    if (lent) await deps.terminal.takeBack();
  }
}

function previewOf({ deps, state }: Attempt): Pick<RunContext, 'values' | 'environment' | 'inventory'> {
  return {
    values: allValues(state, deps.journal.folder),
    environment: deps.environment,
    inventory: deps.inventory,
  };
}

function contextOf(attempt: Attempt, folder: string, output: AttemptOutput): RunContext {
  const { deps, state, planned } = attempt;
  return {
    ...previewOf(attempt),
    ...shellContext(deps, state, planned, folder),
    sessionDir: deps.journal.folder,
    stepDir: folder,
    attemptName: attemptName(state.session, planned.id, attempt.number),
    operator: operatorAt(state),
    startedAt: state.startedAt,
    ...(state.changedAt === undefined ? {} : { changedAt: state.changedAt }),
    deadlines: [...state.deadlines.values()],
    signal: attempt.signal,
    ports: deps.ports,
    secret: (name) => deps.secrets.get(name),
    mask: (name, value) => attempt.redactor.add(name, value),
    redact: (text) => attempt.redactor.text(text),
    output: (stream, chunk) => output.write(stream, chunk),
    progress: (progress) => attempt.onProgress(maskProgress(progress, attempt.redactor)),
    spawned: attempt.onSpawn,
    nextShell: attempt.nextShell,
  };
}

/** A name for things of this attempt in the cluster: a DNS label, the session's random tail in it. */
function attemptName(session: string, step: string, number: number): string {
  const tail = session.slice(-4);
  const plain = step.replaceAll(/[^a-z0-9-]+/g, '-').slice(0, 40);
  return `s-${tail}-${plain}-${number}`;
}
