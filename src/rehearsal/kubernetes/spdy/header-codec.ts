import { constants, createDeflate, createInflate } from 'node:zlib';
import type { Transform } from 'node:stream';
import { headerDictionary, withLength } from './dictionary.ts';

/** Headers by their names, which are in lower case. */
export type Headers = Readonly<Record<string, string>>;

/**
 * Packs and unpacks the headers of one session. Each direction is one compressed stream that all its headers are a part
 * of, so they have to come in their order. Both reject what is no header block.
 */
export interface HeaderCodec {
  pack(headers: Headers): Promise<Buffer>;
  unpack(block: Buffer): Promise<Headers>;
  close(): void;
}

export function headerCodec(): HeaderCodec {
  const primed = { dictionary: headerDictionary, flush: constants.Z_SYNC_FLUSH };
  const deflate = createDeflate(primed);
  const inflate = createInflate({ ...primed, finishFlush: constants.Z_SYNC_FLUSH });
  // Who waits is told; without this listener, an error that nobody waits for would end the program.
  for (const stream of [deflate, inflate]) stream.on('error', () => stream.destroy());
  return {
    pack: (headers) => through(deflate, written(headers)),
    unpack: async (block) => read(await through(inflate, block)),
    close: () => {
      deflate.destroy();
      inflate.destroy();
    },
  };
}

/** What comes out of a stream for what is put in: all of it has come by the time that the write is done. */
function through(stream: Transform, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const onData = (chunk: Buffer): void => void out.push(chunk);
    if (stream.errored !== null) {
      reject(stream.errored);
      return;
    }
    stream.on('data', onData);
    stream.once('error', reject);
    stream.write(bytes, () => {
      stream.off('data', onData);
      stream.off('error', reject);
      resolve(Buffer.concat(out));
    });
  });
}

function written(headers: Headers): Buffer {
  const entries = Object.entries(headers);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(entries.length);
  return Buffer.concat([count, ...entries.flat().map(withLength)]);
}

function read(block: Buffer): Headers {
  const texts: string[] = [];
  for (let at = 4; at < block.length; ) {
    const length = block.readUInt32BE(at);
    texts.push(block.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return Object.fromEntries(
    texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? ''] as const] : [])),
  );
}
