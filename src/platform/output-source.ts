import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isMissing } from './journal/system-error.ts';

/** Milliseconds between two looks at the size of a file that grows. */
const lookEvery = 33;

/** A link is not followed, and a pipe is not waited for: neither is an output. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** An output in its file, as a screen reads it. Who writes it tells that it grew, and where it was filed. */
export interface FileOutput {
  /** Absolute. It changes when the output is filed. */
  readonly path: string;
  /** Bytes there were at the last look. */
  readonly size: number;
  /** True while the step runs. */
  readonly growing: boolean;
  /** At most `length` bytes from `offset`, put into `into` where it is given; fewer at the end. */
  read(offset: number, length: number, into?: Buffer): Promise<Buffer>;
  /** Tells that bytes came or the step ended. */
  onChange(listener: () => void): () => void;
  /** Bytes may have come. Cheap: it may be called for each chunk. */
  grew(): void;
  /** The step ended, and the output lies there from now on. Undefined: nothing was kept of it. */
  ended(path: string | undefined): void;
  close(): Promise<void>;
}

/**
 * Opens the output at this absolute path. It stays readable when it is moved. Where it is missing it has no
 * bytes; any other error rejects.
 */
export async function openFileOutput(path: string, growing: boolean): Promise<FileOutput> {
  const output = new OpenOutput(path, growing);
  await output.look();
  return output;
}

class OpenOutput implements FileOutput {
  #path: string;
  #growing: boolean;
  #size = 0;
  #handle: FileHandle | undefined;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #looks: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(path: string, growing: boolean) {
    this.#path = path;
    this.#growing = growing;
  }

  get path(): string {
    return this.#path;
  }

  get size(): number {
    return this.#size;
  }

  get growing(): boolean {
    return this.#growing;
  }

  async read(offset: number, length: number, into = Buffer.allocUnsafe(length)): Promise<Buffer> {
    if (this.#handle === undefined) throw new Error(`there is no file at ${this.#path}`);
    const { buffer, bytesRead } = await this.#handle.read(into, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  grew(): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lookAndTell();
    }, lookEvery);
    this.#timer.unref();
  }

  ended(path: string | undefined): void {
    this.#path = path ?? this.#path;
    this.#growing = false;
    this.#lookAndTell();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
    await this.#looks;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  /** Takes the size that the file has now; opens it where that was not possible before. */
  look(): Promise<void> {
    const looked = this.#looks.then(async () => {
      this.#handle ??= await openPlain(this.#path);
      if (this.#handle !== undefined) this.#size = (await this.#handle.stat()).size;
    });
    this.#looks = looked.catch(() => undefined);
    return looked;
  }

  /** Where the file can't be looked at, reading it will say why. */
  #lookAndTell(): void {
    const tell = (): void => {
      for (const listener of this.#listeners) listener();
    };
    void this.look().then(tell, tell);
  }
}

async function openPlain(path: string): Promise<FileHandle | undefined> {
  try {
    const handle = await open(path, flags);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new Error(`${path} is not a file`);
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}
