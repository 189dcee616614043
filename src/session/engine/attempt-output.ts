import type { Problem } from '../../problem/problem.ts';
import type { FiledOutput, OutputWriter } from '../ports.ts';
import type { Redactor, RedactingStream } from '../redact/redactor.ts';

/** Bytes of stdout that captures may look at. */
const captureLimit = 1024 * 1024;

type Stream = 'stdout' | 'stderr';

export interface AttemptOutputOptions {
  readonly redactor: Redactor;
  readonly writer: OutputWriter;
  /** Masked bytes, as they go to disk. */
  readonly show: (chunk: Buffer) => void;
  /** Keep stdout for captures. */
  readonly capture: boolean;
  /** Hold everything back until the end, since a secret has still to be found in it. */
  readonly hold: boolean;
}

/**
 * What an attempt prints on its way to disk and screen: masked first, then written, then shown. Chunks
 * keep their order. With `hold`, raw bytes stay in memory (at most the capture limit) until `release`.
 */
export class AttemptOutput {
  readonly #options: AttemptOutputOptions;
  readonly #streams: Record<Stream, RedactingStream>;
  readonly #captured: Buffer[] = [];
  #capturedBytes = 0;
  #held: { readonly stream: Stream; readonly chunk: Buffer }[] = [];
  #heldBytes = 0;
  #dropped = false;
  #withheld = false;
  #queue: Promise<void> = Promise.resolve();
  #problem: Problem | undefined;

  constructor(options: AttemptOutputOptions) {
    this.#options = options;
    this.#streams = { stdout: options.redactor.stream(), stderr: options.redactor.stream() };
  }

  /** Resolves when the bytes are handed on, which is the backpressure of the running command. */
  write(stream: Stream, data: Buffer | string): Promise<void> {
    const chunk = typeof data === 'string' ? Buffer.from(data) : data;
    if (stream === 'stdout' && (this.#options.capture || this.#options.hold)) this.#keep(chunk);
    if (this.#options.hold) return this.#hold(stream, chunk);
    return this.#pass(this.#streams[stream].push(chunk));
  }

  /** What stdout held, for captures. `truncated`: there was more than may be kept. */
  captured(): { readonly stdout: Buffer; readonly truncated: boolean } {
    return {
      stdout: Buffer.concat(this.#captured),
      truncated: this.#capturedBytes > captureLimit || this.#dropped,
    };
  }

  /** Keeps the held stdout back for good: a secret is in it, or may be, that can't be masked. */
  withhold(): void {
    const rest = this.#held.filter(({ stream }) => stream !== 'stdout');
    this.#withheld ||= rest.length < this.#held.length;
    this.#held = rest;
  }

  /** Ends the streams and files the output. Held bytes are masked by what is known now. */
  async close(): Promise<{ readonly filed: FiledOutput | undefined; readonly problem: Problem | undefined }> {
    for (const { stream, chunk } of this.#held) void this.#pass(this.#streams[stream].push(chunk));
    this.#held = [];
    if (this.#dropped)
      void this.#pass(Buffer.from('[output withheld: too long to look for the secret in it]\n'));
    if (this.#withheld) void this.#pass(Buffer.from('[output withheld: its secret could not be masked]\n'));
    void this.#pass(this.#streams.stdout.end());
    void this.#pass(this.#streams.stderr.end());
    await this.#queue;
    const redactions = this.#streams.stdout.redactions() + this.#streams.stderr.redactions();
    const closed = await this.#options.writer.close({ redactions });
    if (closed.ok) return { filed: closed.value, problem: this.#problem };
    return { filed: undefined, problem: this.#problem ?? closed.problems[0] };
  }

  #pass(masked: Buffer): Promise<void> {
    if (masked.length === 0) return this.#queue;
    this.#queue = this.#queue.then(async () => {
      const written = await this.#options.writer.write(masked);
      if (!written.ok) this.#problem ??= written.problems[0];
      this.#options.show(masked);
    });
    return this.#queue;
  }

  #hold(stream: Stream, chunk: Buffer): Promise<void> {
    if (this.#dropped || this.#heldBytes + chunk.length > captureLimit) {
      this.#dropped = true;
      this.#held = [];
    } else {
      this.#held.push({ stream, chunk });
      this.#heldBytes += chunk.length;
    }
    return Promise.resolve();
  }

  #keep(chunk: Buffer): void {
    const room = captureLimit - this.#capturedBytes;
    if (room > 0) this.#captured.push(Buffer.from(chunk.subarray(0, room)));
    this.#capturedBytes += chunk.length;
  }
}
