import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { StopCause } from '../../steps/outcome.ts';
import type { ShellSetup } from '../../steps/ports/shell.ts';
import type { Prompt } from '../../steps/prompt.ts';
import type { Preview } from '../../steps/preview.ts';
import { currentPrompt } from '../decide/prompt-for.ts';
import { type Deciding, kindOf, previewContext, valuesOf } from '../decide/context.ts';
import { decide } from '../decide/decide.ts';
import { goesOnByItself } from '../decide/move.ts';
import type { EventOf, SessionEvent } from '../events.ts';
import { fillStep } from '../fill-step.ts';
import type { Consent, Intent, Request } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import type { SessionRecord } from '../record.ts';
import { createRedactor, type Redactor } from '../redact/redactor.ts';
import { type SessionState, type StepState, stepState } from '../state.ts';
import { currentStep, track } from '../track.ts';
import { runAttempt } from './attempt.ts';
import { isByPerson, runAutomatic } from './automatic.ts';
import type { SessionDeps } from './deps.ts';
import { fitFinished } from './fit-record.ts';
import { HoldKeeper } from './hold-keeper.ts';
import { maskIntent } from './mask.ts';
import { checkPin } from './pin.ts';
import type { SessionListener } from './listener.ts';
import { type Durability, Recorder } from './recorder.ts';
import { missingSecret } from './secrets.ts';
import { shellAhead } from './shell-ahead.ts';
import { spawnedEvent } from './spawned-event.ts';
import { limitTime } from './time-limit.ts';

/**
 * A session that is being written: intents go in, records come out. One loop: decide, append, evolve,
 * run the effect, append its outcome. Whatever can't be logged does not happen.
 */
export class Session {
  readonly deps: SessionDeps;
  readonly redactor: Redactor = createRedactor();
  readonly #recorder: Recorder;
  readonly holds: HoldKeeper;
  #running: AbortController | undefined;

  constructor(deps: SessionDeps, state: SessionState) {
    this.deps = deps;
    this.#recorder = new Recorder(deps, state);
    this.holds = new HoldKeeper(this, (intent) => this.#decideAndAppend(maskIntent(intent, this.redactor)));
    for (const [name, value] of deps.secrets) this.redactor.add(name, value);
  }

  get state(): SessionState {
    return this.#recorder.state;
  }

  /** True while a step's effect runs. */
  get running(): boolean {
    return this.#running !== undefined;
  }

  /** True while a command has the terminal to itself: a Ctrl+C is then the command's own. */
  get lent(): boolean {
    return this.running && this.current?.step.config['interactive'] === true;
  }

  get current(): PlannedStep | undefined {
    return currentStep(this.deps.plan, this.state);
  }

  get track(): readonly PlannedStep[] {
    return track(this.deps.plan, this.state);
  }

  get deciding(): Deciding {
    const { plan, kinds, inventory, environment, journal } = this.deps;
    return { plan, kinds, inventory, environment, state: this.state, folder: journal.folder };
  }

  get prompt(): Prompt | undefined {
    return currentPrompt(this.deciding)?.prompt;
  }

  stepState(id: string): StepState {
    return stepState(this.state, id);
  }

  /** What the step will do, with the values known now. */
  preview(planned: PlannedStep): Preview {
    const { deciding } = this;
    return kindOf(deciding, planned).preview(fillStep(planned, valuesOf(deciding)), previewContext(deciding));
  }

  subscribe(listener: SessionListener): () => void {
    return this.#recorder.subscribe(listener);
  }

  /** Carries an intent out. Not ok: it was refused, or the log can't be written (then nothing was done). */
  async dispatch(intent: Request): Promise<Result<void>> {
    const done = await (intent.intent === 'run' ? this.#run(intent.consent) : this.#settleAndAdvance(intent));
    return done.ok && isByPerson(intent) ? runAutomatic(this) : done;
  }

  async #settleAndAdvance(intent: Exclude<Request, { intent: 'run' }>): Promise<Result<void>> {
    const appended = await this.#settleIntent(maskIntent(intent, this.redactor));
    if (!appended.ok) return appended;
    return intent.intent === 'note' ? ok(undefined) : this.advance();
  }

  /** Skips by `when`, chooses by `decide` and ends, until somebody has to act. */
  async advance(): Promise<Result<void>> {
    while (this.state.phase.phase === 'open') {
      const appended = await this.#settleIntent({ intent: 'advance' });
      if (!appended.ok) return appended;
      if (appended.value.length === 0) return ok(undefined);
    }
    return this.#recorder.inTurn(() => this.#recorder.checkpoint());
  }

  /** Stops the running step; its outcome says why. Does nothing where none runs. */
  stop(cause: StopCause): void {
    this.#running?.abort(cause);
  }

  /** Logs events that are already decided, in order with all others. */
  append(
    events: readonly SessionEvent[],
    durability: Durability = 'at-once',
  ): Promise<Result<readonly SessionRecord[]>> {
    return this.#recorder.inTurn(() => this.#recorder.record(events, durability));
  }

  /** Puts on the disk what is not there yet, and tells the listeners of it. */
  settle(): Promise<Result<void>> {
    return this.#recorder.inTurn(() => this.#recorder.settle());
  }

  /** Writes a last checkpoint and gives the log free. */
  async close(): Promise<Result<void>> {
    this.holds.close();
    const written = await this.#recorder.inTurn(() => this.#recorder.checkpoint());
    await this.deps.journal.close();
    return written;
  }

  async #run(consent: Consent): Promise<Result<void>> {
    if (this.#running !== undefined) return err(problem('session/running', 'A step is running.'));
    const controller = new AbortController();
    this.#running = controller;
    try {
      return await this.#recorder.checkpointed(() => this.#runCurrent(consent, controller));
    } finally {
      this.#running = undefined;
    }
  }

  async #runCurrent(consent: Consent, controller: AbortController): Promise<Result<void>> {
    const planned = this.current;
    const secret = planned === undefined ? undefined : missingSecret(planned, this.state, this.deps.secrets);
    if (secret !== undefined) return err(secret);
    const pinned = await checkPin(this.deciding, planned, this.deps.ports.cluster);
    if (!pinned.ok) return pinned;
    const held = await this.holds.ensure(planned);
    if (!held.ok) return held;
    const intent = { intent: 'run', consent, cwd: this.state.cwd, clusterChecked: pinned.value } as const;
    // A shell is let go only once its process is on the disk, and the start with it.
    const gated = planned !== undefined && kindOf(this.deps, planned).shell !== undefined;
    const started = await this.#decideAndAppend(intent, gated ? 'with-next' : 'at-once', planned);
    if (!started.ok) return started;
    if (planned === undefined) return ok(undefined);
    return this.#carryOut(planned, consent, controller);
  }

  async #carryOut(
    planned: PlannedStep,
    consent: Consent,
    controller: AbortController,
  ): Promise<Result<void>> {
    let ahead: ShellSetup | undefined;
    const nextShell = (): ShellSetup | undefined => {
      if (consent === 'unattended') ahead = shellAhead(this.deps, this.state, planned);
      return ahead;
    };
    await this.holds.rest(
      kindOf(this.deps, planned).closes(fillStep(planned, valuesOf(this.deciding)).config),
    );
    const finished = await this.#attempt(planned, controller, nextShell);
    // Where the next step follows at once, both come to the disk together.
    const durability = ahead !== undefined && finished.result === 'passed' ? 'with-next' : 'at-once';
    const recorded = await this.append([fitFinished(finished)], durability);
    if (!recorded.ok) return recorded;
    this.holds.attend();
    if (goesOnByItself(planned, this.stepState(planned.id))) {
      return this.dispatch({ intent: 'continue', reason: 'on-failure: continue' });
    }
    return this.advance();
  }

  async #attempt(
    planned: PlannedStep,
    controller: AbortController,
    nextShell: () => ShellSetup | undefined,
  ): Promise<EventOf<'step.finished'>> {
    const inTime = limitTime(this.deps.clock, planned.step.options.timeout, controller);
    const number = this.stepState(planned.id).attempts;
    const finished = await runAttempt({
      deps: this.deps,
      redactor: this.redactor,
      state: this.state,
      planned,
      step: fillStep(planned, valuesOf(this.deciding)),
      number,
      signal: controller.signal,
      onSpawn: (process) => this.#spawned(spawnedEvent({ id: planned.id, attempt: number }, process)),
      onOutput: (chunk) => this.#recorder.listeners.forEach((each) => each.onOutput?.(planned.id, chunk)),
      onProgress: (progress) =>
        this.#recorder.listeners.forEach((each) => each.onProgress?.(planned.id, progress)),
      nextShell,
    });
    inTime();
    return finished;
  }

  async #spawned(event: SessionEvent): Promise<void> {
    const appended = await this.append([event]);
    if (!appended.ok) throw new Error(appended.problems[0]?.message ?? 'the log can’t be written');
  }

  /** What is held is given up before an intent may end the session: then it is decided again. */
  async #settleIntent(intent: Intent): Promise<Result<readonly SessionRecord[]>> {
    for (;;) {
      const appended = await this.#decideAndAppend(intent);
      if (!appended.ok) return appended;
      const released = await this.holds.release(appended.value);
      if (!released.ok) return released;
      if (!released.value) return appended;
    }
  }

  /** One turn for both: what was decided on a state is logged before that state can change. */
  #decideAndAppend(
    intent: Intent,
    durability: Durability = 'at-once',
    at?: PlannedStep,
  ): Promise<Result<readonly SessionRecord[]>> {
    return this.#recorder.inTurn(async () => {
      if (at !== undefined && at !== this.current)
        return err(problem('session/moved-on', `The session has gone on from ${at.id}.`));
      const decided = decide(this.deciding, intent);
      return decided.ok ? this.#recorder.record(decided.value, durability) : decided;
    });
  }
}
