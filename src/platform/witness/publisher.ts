import type { EventOf } from '../../session/events.ts';
import type { WitnessEntry } from '../../session/log/witness-entry.ts';
import type { Witness } from './witness.ts';

/** A checkpoint that a witness did not take. */
export type Unpublished = NonNullable<EventOf<'checkpoint'>['unpublished']>[number];

/** Publishes checkpoints to witnesses without anybody having to wait for them. */
export interface Publisher {
  /** From now on these; there are none before. */
  use(witnesses: readonly Witness[]): void;
  /** Begins to publish. Where a witness is still busy with an earlier one, only the newest waits: it covers the others. */
  publish(entry: WitnessEntry): void;
  /** The same, to those alone that took what they were given last. */
  publishToSound(entry: WitnessEntry): void;
  /** What failed since this was last asked. */
  takeFailures(): readonly Unpublished[];
  /** Everything that failed so far. */
  readonly failures: readonly Unpublished[];
  /** Resolves when every witness has answered, or its time is over. */
  drain(): Promise<void>;
}

/** Milliseconds that a witness may take for one entry. */
const patience = 5000;

export function createPublisher(limit: number = patience): Publisher {
  let posts: readonly Post[] = [];
  const failures: Unpublished[] = [];
  let taken = 0;

  return {
    failures,
    use(witnesses) {
      posts = witnesses.map((witness) => createPost(witness, limit, (failed) => failures.push(failed)));
    },
    publish(entry) {
      for (const post of posts) post.send(entry);
    },
    publishToSound(entry) {
      for (const post of posts) if (post.sound()) post.send(entry);
    },
    takeFailures() {
      const fresh = failures.slice(taken);
      taken = failures.length;
      return fresh;
    },
    async drain() {
      await Promise.all(posts.map((post) => post.idle()));
    },
  };
}

interface Post {
  readonly sound: () => boolean;
  send(entry: WitnessEntry): void;
  idle(): Promise<void>;
}

/** One witness with the entry that it is given and the one that waits. */
function createPost(witness: Witness, limit: number, onFailure: (failed: Unpublished) => void): Post {
  let waiting: WitnessEntry | undefined;
  let working: Promise<void> | undefined;
  let sound = true;

  async function work(): Promise<void> {
    while (waiting !== undefined) {
      const entry = waiting;
      waiting = undefined;
      const observed = await within(limit, (signal) => witness.publish(entry, signal));
      sound = observed === undefined;
      if (observed !== undefined) onFailure({ checkpoint: entry.checkpoint, to: witness.name, observed });
    }
    working = undefined;
  }

  return {
    sound: () => sound,
    send(entry) {
      waiting = entry;
      working ??= work();
    },
    idle: async () => working,
  };
}

async function within(
  limit: number,
  publish: (signal: AbortSignal) => Promise<string | undefined>,
): Promise<string | undefined> {
  const controller = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => {
    controller.abort();
    resolve(`it did not answer within ${limit / 1000} s`);
  }, limit);
  try {
    return await Promise.race([publish(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
