import { maxRecordBytes } from './limits.ts';

/** Cuts a stream of bytes into lines, each with its LF. */
export interface LineSplitter {
  /** The lines that the chunk completes. A line beyond the limit comes in pieces without an LF, so memory stays flat. */
  push(chunk: Buffer): readonly Buffer[];
  /** What is left after the last LF: empty for a log that ends with a whole line. */
  rest(): Buffer;
}

const lineFeed = 0x0a;

/** A splitter at the start of a stream. */
export function createLineSplitter(): LineSplitter {
  let pending: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const lines: Buffer[] = [];
      let bytes: Buffer = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed)) {
        lines.push(bytes.subarray(0, end + 1));
        bytes = bytes.subarray(end + 1);
      }
      while (bytes.length > maxRecordBytes) {
        lines.push(bytes.subarray(0, maxRecordBytes));
        bytes = bytes.subarray(maxRecordBytes);
      }
      pending = Buffer.from(bytes);
      return lines;
    },
    rest: () => pending,
  };
}
