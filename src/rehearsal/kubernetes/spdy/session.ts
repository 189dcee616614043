import { Duplex } from 'node:stream';
import { dataFrame, type Frame, pingFrame, readFrames, replyFrame, resetFrame } from './frames.ts';
import { headerCodec, type Headers } from './header-codec.ts';

/** A connection that carries bytes in both directions, in whatever pieces. */
export interface ByteLink {
  write(bytes: Buffer): void;
  onBytes(take: (bytes: Buffer) => void): void;
  onClose(take: () => void): void;
  /** Breaks it off: it carried what is no SPDY. */
  abort(): void;
}

/**
 * The server's side of a SPDY/3.1 session over a connection: each stream that the client opens is accepted and handed
 * over. There is no flow control, as Kubernetes' clients have none either.
 */
export function serveSpdy(link: ByteLink, onStream: (stream: Duplex, headers: Headers) => void): void {
  const session = new Session(link, onStream);
  link.onBytes((bytes) => session.take(bytes));
  link.onClose(() => session.close());
}

class Session {
  readonly #link: ByteLink;
  readonly #onStream: (stream: Duplex, headers: Headers) => void;
  readonly #codec = headerCodec();
  readonly #streams = new Map<number, Duplex>();
  #rest: Buffer = Buffer.alloc(0);
  #closed = false;
  /** Frames are served one after the other, though headers take their time. */
  #served: Promise<void> = Promise.resolve();

  constructor(link: ByteLink, onStream: (stream: Duplex, headers: Headers) => void) {
    this.#link = link;
    this.#onStream = onStream;
  }

  take(bytes: Buffer): void {
    const { frames, rest } = readFrames(Buffer.concat([this.#rest, bytes]));
    this.#rest = rest;
    for (const frame of frames) {
      this.#served = this.#served.then(() => this.#serve(frame)).catch(() => this.#link.abort());
    }
  }

  close(): void {
    this.#closed = true;
    for (const stream of this.#streams.values()) stream.destroy();
    this.#streams.clear();
    this.#codec.close();
  }

  async #serve(frame: Frame): Promise<void> {
    if (this.#closed) return;
    switch (frame.kind) {
      case 'open':
        await this.#open(frame.stream, frame.headers);
        if (frame.last) this.#streams.get(frame.stream)?.push(null);
        return;
      case 'data': {
        const stream = this.#streams.get(frame.stream);
        if (frame.bytes.length > 0) stream?.push(frame.bytes);
        if (frame.last) stream?.push(null);
        return;
      }
      case 'reset':
        this.#streams.get(frame.stream)?.destroy();
        return;
      case 'ping':
        this.#link.write(pingFrame(frame.id));
        return;
      case 'other':
    }
  }

  async #open(id: number, packed: Buffer): Promise<void> {
    const headers = await this.#codec.unpack(packed);
    const reply = await this.#codec.pack({});
    const stream = this.#streamOf(id);
    this.#streams.set(id, stream);
    this.#link.write(replyFrame(id, reply));
    this.#onStream(stream, headers);
  }

  #streamOf(id: number): Duplex {
    const send = (frame: Buffer): void => {
      if (!this.#closed) this.#link.write(frame);
    };
    const stream: Duplex = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        send(dataFrame(id, chunk, false));
        done();
      },
      final: (done) => {
        send(dataFrame(id, Buffer.alloc(0), true));
        done();
      },
      destroy: (error, done) => {
        const over = stream.writableFinished && stream.readableEnded;
        if (this.#streams.delete(id) && !over) send(resetFrame(id));
        done(error);
      },
    });
    return stream;
  }
}
