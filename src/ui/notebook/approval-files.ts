import type { Session } from '../../session/engine/session.ts';
import { shownNow } from '../../session/engine/sign-off.ts';
import type { Shown } from '../../session/engine/shown.ts';

/** Reads the files that the current approval is bound to, once it is reached, for the page to show them. */
export class ApprovalFiles {
  readonly #session: Session;
  readonly #changed: () => void;
  #step: string | undefined;
  #shown: Shown | undefined;

  constructor(session: Session, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
  }

  /** What is read by now; asking begins the reading. What can't be read is told by the approval itself. */
  get shown(): Shown | undefined {
    const { current, prompt } = this.#session;
    const step = prompt?.kind === 'approve' ? current?.id : undefined;
    if (step === this.#step) return this.#shown;
    this.#step = step;
    this.#shown = undefined;
    if (step !== undefined) void this.#read(step);
    return undefined;
  }

  async #read(step: string): Promise<void> {
    const read = await shownNow(this.#session);
    if (!read.ok || step !== this.#step) return;
    this.#shown = read.value;
    this.#changed();
  }
}
