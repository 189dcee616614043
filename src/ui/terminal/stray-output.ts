import type { Writable } from 'node:stream';

/**
 * Keeps what libraries print (console, warnings) off a screen that is held: it would be drawn over it. Gives
 * what undoes it.
 */
export function catchStrayOutput(streams: readonly Writable[], onText: (text: string) => void): () => void {
  const undo = streams.map((stream) => catchFrom(stream, onText));
  return () => {
    for (const each of undo) each();
  };
}

type Done = (error?: Error | null) => void;

function catchFrom(stream: Writable, onText: (text: string) => void): () => void {
  const own = Object.getOwnPropertyDescriptor(stream, 'write');
  Object.assign(stream, {
    write(chunk: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean {
      onText(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      const told = typeof encoding === 'function' ? encoding : done;
      if (told !== undefined) process.nextTick(told);
      return true;
    },
  });
  return () => {
    if (own === undefined) Reflect.deleteProperty(stream, 'write');
    else Object.defineProperty(stream, 'write', own);
  };
}
