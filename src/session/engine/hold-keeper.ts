import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import type { HoldContext } from '../../steps/context.ts';
import type { Hold, HoldFinding, HoldRelease } from '../../steps/hold.ts';
import type { Deciding } from '../decide/context.ts';
import { neededHolds } from '../decide/holds.ts';
import type { Intent } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import type { SessionRecord } from '../record.ts';
import { type HoldState, operatorAt, type SessionState } from '../state.ts';
import { allValues } from '../values.ts';
import type { SessionDeps } from './deps.ts';

/** Milliseconds, by the clock on the wall, that a session waits for an answer: it must be able to end without one. */
const answerWithin = 20_000;

/** The session whose holds are kept, as it is at any moment. */
interface Keeping {
  readonly deps: SessionDeps;
  readonly state: SessionState;
  readonly deciding: Deciding;
}

/** Decides on the state as it is then, and logs. */
type Log = (intent: Intent) => Promise<Result<readonly SessionRecord[]>>;

/**
 * Looks after what a session holds: renews it while this program lives, looks at it before a step that changes
 * something, and gives it up before the session ends. One thing at a time.
 */
export class HoldKeeper {
  readonly #keeping: Keeping;
  readonly #log: Log;
  readonly #closed = new AbortController();
  readonly #renewing = new Map<string, AbortController>();
  #turns: Promise<unknown> = Promise.resolve();

  constructor(keeping: Keeping, log: Log) {
    this.#keeping = keeping;
    this.#log = log;
  }

  /** Renews from now on whatever is held, and nothing else. Called whenever that may have changed. */
  attend(): void {
    const held = [...this.#keeping.state.holds.values()].filter(({ status }) => status === 'held');
    for (const key of this.#renewing.keys()) if (!held.some((each) => each.key === key)) this.#rest(key);
    for (const each of held) if (!this.#renewing.has(each.key)) this.#renew(each);
  }

  /** Stops renewing one; resolves when nothing of it is under way any more. */
  async rest(key: string | undefined): Promise<void> {
    if (key === undefined) return;
    this.#rest(key);
    await this.#turns;
  }

  /** Looks at everything that a session which was resumed takes for its own, and logs what it found. */
  async lookAgain(): Promise<Result<void>> {
    for (const { key, status } of this.#keeping.state.holds.values()) {
      if (status === 'released' || status === 'left') continue;
      const logged = await this.#look(key, true);
      if (!logged.ok) return logged;
    }
    this.attend();
    return ok(undefined);
  }

  /** Looks at what a step needs that changes something, and takes again what is lost. Not ok: nothing may be run. */
  async ensure(planned: PlannedStep | undefined): Promise<Result<void>> {
    if (planned === undefined) return ok(undefined);
    for (const { key } of neededHolds(this.#keeping.deciding, planned)) {
      const ensured = await this.#ensure(key, planned);
      if (!ensured.ok) return ensured;
    }
    this.attend();
    return ok(undefined);
  }

  /** Gives up what the records say is being given up. True: there was something, and its outcome is logged. */
  async release(records: readonly SessionRecord[]): Promise<Result<boolean>> {
    for (const { event } of records) {
      if (event.type !== 'hold.releasing') continue;
      await this.rest(event.hold);
      const release = await this.#ask(event.hold, releaseOf, (hold, context) => hold.release(context));
      const logged = await this.#log({ intent: 'hold-release', hold: event.hold, release });
      return logged.ok ? ok(true) : logged;
    }
    return ok(false);
  }

  /** Renews nothing any more. What is held then expires by itself. */
  close(): void {
    this.#closed.abort();
    for (const key of this.#renewing.keys()) this.#rest(key);
  }

  #rest(key: string): void {
    this.#renewing.get(key)?.abort();
    this.#renewing.delete(key);
  }

  #renew(held: HoldState): void {
    const ended = new AbortController();
    this.#renewing.set(held.key, ended);
    const { renewEvery } = this.#holdOf(held) ?? {};
    if (renewEvery === undefined) return;
    const { clock } = this.#keeping.deps.ports;
    const due = async (): Promise<boolean> => {
      await clock.sleep(renewEvery, ended.signal);
      return !ended.signal.aborted;
    };
    const renewing = async (): Promise<void> => {
      while (await due()) {
        await this.#look(held.key, false);
        // Lost meanwhile, it is not renewed any more.
        if (this.#renewing.get(held.key) === ended) this.attend();
      }
    };
    void renewing();
  }

  /** Renews it and logs what is new of it. */
  async #look(key: string, resumed: boolean): Promise<Result<HoldFinding>> {
    const finding = await this.#ask(key, findingOf, (hold, context) => hold.renew(context));
    if (finding.found === 'unknown') return ok(finding);
    const logged = await this.#log({ intent: 'hold-found', hold: key, finding, resumed });
    return logged.ok ? ok(finding) : logged;
  }

  async #ensure(key: string, planned: PlannedStep): Promise<Result<void>> {
    const looked = await this.#look(key, false);
    if (!looked.ok) return looked;
    if (looked.value.found === 'unknown') return err(unchecked(planned, looked.value.observed));
    if (looked.value.found === 'held') return ok(undefined);
    const announced = await this.#log({ intent: 'hold-retake', hold: key });
    if (!announced.ok) return announced;
    const finding = await this.#ask(key, findingOf, (hold, context) => hold.retake(context));
    if (finding.found === 'unknown') return err(unchecked(planned, finding.observed));
    if (finding.found === 'lost') return err(lost(planned, this.#keeping.state.holds.get(key), finding));
    const logged = await this.#log({ intent: 'hold-found', hold: key, finding, resumed: false });
    return logged.ok ? ok(undefined) : logged;
  }

  /** What came of asking; `failed` makes an answer of the reason why there is none. */
  #ask<T>(
    key: string,
    failed: (why: string) => T,
    work: (hold: Hold, context: HoldContext) => Promise<T>,
  ): Promise<T> {
    const turn = this.#turns.then(async () => {
      const state = this.#keeping.state.holds.get(key);
      const hold = state && this.#holdOf(state);
      if (hold === undefined) return failed('this version of the program does not know how to keep it');
      const answered = new AbortController();
      const late = this.#keeping.deps.clock
        .sleep(answerWithin, answered.signal)
        .then(() => failed(`no answer within ${String(answerWithin / 1000)} s`));
      const answer = work(hold, this.#context()).catch((thrown: unknown) => failed(errorText(thrown)));
      return Promise.race([answer, late]).finally(() => answered.abort());
    });
    this.#turns = turn;
    return turn;
  }

  /** Undefined: what the log says of it is not understood any more. */
  #holdOf({ kind, config }: HoldState): Hold | undefined {
    try {
      return this.#keeping.deps.kinds.get(kind)?.hold(config);
    } catch {
      return undefined;
    }
  }

  #context(): HoldContext {
    const { deps } = this.#keeping;
    const state = this.#keeping.state;
    const { environment, inventory, ports, journal } = deps;
    return {
      values: allValues(state, journal.folder),
      environment,
      inventory,
      operator: operatorAt(state),
      signal: this.#closed.signal,
      ports,
      secret: (name) => deps.secrets.get(name),
    };
  }
}

function findingOf(observed: string): HoldFinding {
  return { found: 'unknown', observed };
}

function releaseOf(observed: string): HoldRelease {
  return { result: 'failed', observed, next: 'Look what is left of it, and take it away by hand' };
}

function unchecked({ id }: PlannedStep, why: string): ReturnType<typeof problem> {
  return problem('session/hold-unchecked', `It can't be seen before ${id} what this session holds: ${why}`, {
    hint: 'Nothing was run; look at the connection and retry',
  });
}

function lost(
  { id }: PlannedStep,
  held: HoldState | undefined,
  { observed, next }: Extract<HoldFinding, { readonly found: 'lost' }>,
): ReturnType<typeof problem> {
  const what = held?.what ?? 'what it held';
  return problem(
    'session/hold-lost',
    `${id} changes something, and this session has lost ${what}: ${observed}`,
    {
      hint: `Nothing was run. ${next}`,
    },
  );
}
