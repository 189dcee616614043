import type { Problem } from '../../problem/problem.ts';
import type { Session } from '../../session/engine/session.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { ActionId } from '../keymap/actions.ts';
import { findAction } from '../keymap/actions.ts';
import { dialogsOn } from '../layers/dialogs.ts';
import { createLayers, type Layers } from '../layers/layers.ts';
import type { ScreenView } from '../screen/screen-view.ts';
import { createViewSource, type ViewSource } from '../screen/view-source.ts';
import { situationOf } from '../situation.ts';
import { type Input, type KeyPress, pasteRefused } from '../terminal/input.ts';
import type { WalkEnd } from '../walk-end.ts';
import { watchAttention, watchDeadlines } from './attention.ts';
import { type Flash, refusedBy } from './flash.ts';
import { followSession, type LiveSession } from './live-session.ts';
import { whyNot } from './model/why-not.ts';
import { Looking } from './looking.ts';
import type { NotebookOptions } from './notebook-options.ts';
import type { Performed } from './perform/context.ts';
import { isSessionAction, perform, type SessionAction } from './perform/perform.ts';

/** Milliseconds after the session moved on in which no key decides anything: it was meant for what stood there before. */
const settling = 250;

/** What is about the current step: where that is not in sight, they bring it back and do nothing else. */
const stepActions: ReadonlySet<ActionId> = new Set([
  'act',
  'run',
  'yes',
  'no',
  'check',
  'approve',
  'reject',
  'skip',
]);

/** One session on the full screen: keys in, actions on the session, rows out. */
export class Notebook {
  readonly #session: Session;
  readonly #options: NotebookOptions;
  readonly #layers: Layers;
  readonly #live: LiveSession;
  readonly #looking: Looking;
  readonly #ended = Promise.withResolvers<WalkEnd>();
  readonly #attention: (record: SessionRecord) => void;
  readonly #consent = { given: false };
  #flash: Flash | undefined;
  #run: Promise<unknown> = Promise.resolve();
  #current: string | undefined;
  #settledAt = Number.NEGATIVE_INFINITY;
  readonly source: ViewSource<ScreenView>;

  constructor(session: Session, options: NotebookOptions) {
    this.#session = session;
    this.#options = options;
    const now = (): number => session.deps.clock.now();
    this.source = createViewSource(() => this.#looking.view(this.#layers.top, this.#flash), now);
    this.#layers = createLayers(this.source.changed);
    this.#attention = watchAttention(session, options.screen);
    const deadlines = watchDeadlines(session, options.screen);
    this.#live = followSession(session, {
      colour: options.colour,
      onRecord: (record) => this.#recorded(record),
      changed: this.source.changed,
    });
    this.#current = session.current?.id;
    this.#looking = new Looking(session, options, {
      live: this.#live,
      layers: this.#layers,
      consented: () => this.#consent.given,
      changed: () => {
        deadlines();
        this.source.changed();
      },
      act: (action) => this.act(action),
      tell: (flash) => this.tell(flash),
    });
    if (options.problems.length > 0) this.#flash = refusedBy(options.problems);
  }

  /** Resolves when the operator or the program leaves the session. */
  get ended(): Promise<WalkEnd> {
    return this.#ended.promise;
  }

  input(input: Input): void {
    const { top } = this.#layers;
    if (top !== undefined) {
      top.input(input, this.#looking.roomFor(top));
      return;
    }
    if (input.input === 'paste') {
      this.tell({ flash: 'told', text: pasteRefused(input) });
      return;
    }
    const action = this.#options.keymap.actionFor(input.chord, {
      screen: 'notebook',
      searching: this.#looking.searching,
    });
    if (action === undefined) return;
    const unheard = this.#whyUnheard(action, input);
    // What was said of a key of this burst stays to be read.
    if (unheard === undefined && input.alone) this.act(action);
    else if (unheard === undefined) this.#carryOut(action);
    else this.tell({ flash: 'told', text: `Nothing was done: ${unheard}. Press it again.` });
  }

  /** Carries an action out, from a key or from the palette. */
  act(action: ActionId): void {
    this.tell(undefined);
    this.#carryOut(action);
  }

  #carryOut(action: ActionId): void {
    if (!isSessionAction(action)) {
      this.#looking.act(action);
      return;
    }
    if (stepActions.has(action) && !this.#looking.enterActs) {
      this.#looking.act('current');
      return;
    }
    const refused = this.#refusal(action);
    if (refused === undefined) void this.#perform(action);
    else this.tell({ flash: 'refused', why: refused });
  }

  tell(flash: Flash | undefined): void {
    if (flash === undefined && this.#flash === undefined) return;
    this.#flash = flash;
    this.source.changed();
  }

  /** The program is to end: the running step was told to stop; the session is paused once it has. */
  async leaveBy(reason: string): Promise<void> {
    // Without a running step, what is pending is a question: nobody answers it any more.
    if (this.#session.running) await this.#run;
    if (this.#session.state.phase.phase === 'ended') {
      this.#ended.resolve({ end: 'ended' });
      return;
    }
    const paused = await this.#session.dispatch({ intent: 'pause', reason });
    this.#ended.resolve(paused.ok ? { end: 'no-input' } : { end: 'log-failed', problems: paused.problems });
  }

  close(): void {
    this.#live.close();
    this.#looking.close();
    this.source.close();
  }

  /** A key that decides comes alone, and not in the moment in which something else took its place. */
  #whyUnheard(action: ActionId, { alone }: KeyPress): string | undefined {
    if (findAction(action)?.consequential !== true || action === 'interrupt') return undefined;
    if (!alone) return 'several keys came at once';
    return this.#monotonic() - this.#settledAt < settling
      ? 'the key came just as the screen changed'
      : undefined;
  }

  /** Milliseconds that no setting of the machine's clock changes. */
  #monotonic(): number {
    return Number(this.#session.deps.clock.monotonic() / 1_000_000n);
  }

  #refusal(action: SessionAction): string | undefined {
    if (action === 'interrupt' || action === 'leave') return undefined;
    return whyNot(action, this.#session, situationOf(this.#session));
  }

  async #perform(action: SessionAction): Promise<void> {
    const performed = perform(
      {
        session: this.#session,
        dialogs: dialogsOn(this.#layers, this.source.changed),
        terminal: this.#options.screen,
        consent: this.#consent,
        idle: async () => void (await this.#run),
      },
      action,
    );
    if (!this.#session.running) this.#run = performed;
    this.#took(await performed);
  }

  #took(performed: Performed): void {
    this.#settledAt = this.#monotonic();
    if (!performed.ok) this.#refused(performed.problems);
    else if (performed.value === 'leave') {
      const ended = this.#session.state.phase.phase === 'ended';
      this.#ended.resolve({ end: ended ? 'ended' : 'left' });
    }
    this.source.changed();
  }

  /** Where the log itself fails nothing more may be run (law 1). */
  #refused(problems: readonly Problem[]): void {
    if (problems.some(({ code }) => code.startsWith('log/')))
      this.#ended.resolve({ end: 'log-failed', problems });
    else this.tell(refusedBy(problems));
  }

  #recorded(record: SessionRecord): void {
    const current = this.#session.current?.id;
    if (current !== this.#current) this.#settledAt = this.#monotonic();
    this.#current = current;
    this.#attention(record);
  }
}
