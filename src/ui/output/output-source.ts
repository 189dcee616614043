/**
 * The bytes of one attempt's output as they lie in their file: masked already, and growing while the step
 * runs. Only parts of it are ever in memory.
 */
export interface OutputSource {
  /** Path as the operator may open it. It changes when the output is filed. */
  readonly path: string;
  /** Bytes there are now. */
  readonly size: number;
  /** True while the step runs. */
  readonly growing: boolean;
  /**
   * At most `length` bytes from `offset`; fewer at the end. Rejects where the file can't be read. They may be
   * put into `into`, which has room for them: reading a gigabyte then leaves nothing behind in memory.
   */
  read(offset: number, length: number, into?: Buffer): Promise<Buffer>;
  /** Tells that bytes came or the step ended. */
  onChange(listener: () => void): () => void;
}

/** An output that somebody opened and closes again, who tells it what the session tells. */
export interface OpenOutput extends OutputSource {
  /** Bytes may have come. */
  grew(): void;
  /** The step ended, and the output lies there from now on. Undefined: nothing was kept of it. */
  ended(path: string | undefined): void;
  close(): Promise<void>;
}
