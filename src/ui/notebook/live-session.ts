import type { Session } from '../../session/engine/session.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { Progress } from '../../steps/context.ts';
import { OutputTail } from '../output/output-tail.ts';
import type { LiveStep, OutputTail as TailLines } from './model/notebook-inputs.ts';
import { foldTrail, type Trail, trailOf } from './model/trail.ts';

/** Lines of an output that the page shows under its step. */
const shownLines = 5;
/** Columns that such a line is cut to; the page cuts it again to its own width. */
const widestLine = 400;

interface Running {
  readonly step: string;
  readonly since: number;
  readonly tail: OutputTail;
  readonly progress: Progress | undefined;
}

export interface LiveSession {
  readonly trail: Trail;
  readonly live: LiveStep | undefined;
  /** Last lines of the attempts that ended while this program looked, by step id. */
  readonly tails: ReadonlyMap<string, TailLines>;
  /** When the byte at this offset of the running step's output came. */
  readonly timeAt: (offset: number) => number | undefined;
  close(): void;
}

interface LiveOptions {
  readonly colour: boolean;
  /** Told of every record. */
  readonly onRecord: (record: SessionRecord) => void;
  /** Told that something to be shown is new, however often. */
  readonly changed: () => void;
}

/** Keeps what the notebook shows of a session beside its state: the trail of the log, and the step that runs. */
export function followSession(session: Session, { colour, onRecord, changed }: LiveOptions): LiveSession {
  const { clock } = session.deps.ports;
  let trail = trailOf(session.deps.journal.records);
  let running: Running | undefined;
  let last: OutputTail | undefined;
  let tails: ReadonlyMap<string, TailLines> = new Map();

  function begin(step: string): void {
    const tail = new OutputTail({ now: () => clock.now(), colour });
    tail.onChange(changed);
    last = tail;
    running = { step, since: clock.now(), tail, progress: undefined };
  }

  function end(step: string): void {
    if (running?.step !== step) return;
    const { tail } = running;
    running = undefined;
    tail.close();
    tails = tail.bytes === 0 ? without(tails, step) : new Map(tails).set(step, tailOf(tail));
  }

  const unsubscribe = session.subscribe({
    onRecord(record) {
      trail = foldTrail(trail, record);
      if (record.event.type === 'step.started') begin(record.event.step.id);
      if (record.event.type === 'step.finished') end(record.event.step.id);
      onRecord(record);
      changed();
    },
    onOutput(step, chunk) {
      if (running?.step === step) running.tail.write(chunk);
    },
    onProgress(step, progress) {
      if (running?.step !== step) return;
      running = { ...running, progress };
      changed();
    },
  });

  return {
    get trail() {
      return trail;
    },
    get live() {
      return running && liveStep(running);
    },
    get tails() {
      return tails;
    },
    timeAt: (offset) => last?.timeAt(offset),
    close() {
      unsubscribe();
      running?.tail.close();
    },
  };
}

function liveStep({ step, since, tail, progress }: Running): LiveStep {
  return {
    step,
    since,
    bytes: tail.bytes,
    ...(progress === undefined ? {} : { progress }),
    ...(tail.bytes === 0 ? {} : { tail: tailOf(tail) }),
  };
}

function tailOf(tail: OutputTail): TailLines {
  return { lines: tail.tailLines(shownLines, widestLine), total: tail.lines };
}

function without(tails: ReadonlyMap<string, TailLines>, step: string): ReadonlyMap<string, TailLines> {
  const fewer = new Map(tails);
  fewer.delete(step);
  return fewer;
}
