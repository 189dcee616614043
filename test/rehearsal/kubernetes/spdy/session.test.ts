import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import {
  array,
  assert,
  asyncProperty,
  boolean,
  integer,
  property,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataFrame, pingFrame, readFrames } from '../../../../src/rehearsal/kubernetes/spdy/frames.ts';
import { headerCodec, type Headers } from '../../../../src/rehearsal/kubernetes/spdy/header-codec.ts';
import { serveSpdy } from '../../../../src/rehearsal/kubernetes/spdy/session.ts';
import { joined } from '../../../fixtures/rehearsal/spdy-client.ts';

describe('SPDY frames', () => {
  it('are read whole, however the connection cuts them', () => {
    assert(
      property(
        array(tuple(integer({ min: 1, max: 99 }), uint8Array({ maxLength: 40 }), boolean())),
        integer({ min: 1, max: 30 }),
        (sent, size) => {
          const all = Buffer.concat(
            sent.map(([stream, bytes, last]) => dataFrame(stream, Buffer.from(bytes), last)),
          );
          let rest: Buffer = Buffer.alloc(0);
          const read = Array.from({ length: Math.ceil(all.length / size) }, (_, index) => {
            const piece = all.subarray(index * size, (index + 1) * size);
            const found = readFrames(Buffer.concat([rest, piece]));
            ({ rest } = found);
            return found.frames;
          }).flat();
          expect(read).toEqual(
            sent.map(([stream, bytes, last]) => ({ kind: 'data', stream, last, bytes: Buffer.from(bytes) })),
          );
          expect(rest).toHaveLength(0);
        },
      ),
    );
  });

  it('that are not known are passed over', () => {
    const settings = Buffer.from('8003000400000004000000ff', 'hex');
    expect(readFrames(Buffer.concat([settings, pingFrame(7)])).frames).toEqual([
      { kind: 'other' },
      { kind: 'ping', id: 7 },
    ]);
  });
});

describe('SPDY headers', () => {
  it('come out as they went in, all of a session one after the other', async () => {
    await assert(
      asyncProperty(array(array(tuple(string(), string()))), async (all) => {
        const [here, there] = [headerCodec(), headerCodec()];
        for (const entries of all) {
          const headers: Headers = Object.fromEntries(entries);
          expect(await there.unpack(await here.pack(headers))).toEqual(headers);
        }
        here.close();
        there.close();
      }),
      { numRuns: 20 },
    );
  });

  it('are those that Go writes with the dictionary of SPDY/3', async () => {
    // zlib's header, and the Adler-32 of the dictionary that every implementation has to be primed with.
    const packed = await headerCodec().pack({ port: '80' });
    expect(packed.subarray(1, 6).toString('hex')).toMatch(/^..e3c6a7c2$/);
  });

  it('that are none reject', async () => {
    await expect(headerCodec().unpack(Buffer.from('nothing that was packed'))).rejects.toThrow('header');
  });
});

describe('a SPDY session', () => {
  it('accepts streams and carries both ways until both sides have ended', async () => {
    const { client, link } = joined();
    serveSpdy(link, (stream, headers) => {
      stream.on('data', (chunk) => stream.write(`${headers['name'] ?? ''}:${String(chunk)}`));
      stream.on('end', () => stream.end('!'));
    });
    await client.open(1, { name: 'a' });
    await client.open(3, { name: 'b' });
    client.send(1, 'one');
    client.send(3, 'two', true);
    client.send(1, '', true);
    await Promise.all([client.ended(1), client.ended(3)]);
    expect([client.carried(1), client.carried(3)]).toEqual(['a:one!', 'b:two!']);
  });

  it('ends its streams with the connection', async () => {
    const { client, link, close } = joined();
    const opened: Duplex[] = [];
    serveSpdy(link, (stream) => opened.push(stream));
    await client.open(1, {});
    await expect.poll(() => opened.length).toBe(1);
    const [stream] = opened;
    if (stream === undefined) throw new Error('no stream was opened');
    const closed = once(stream, 'close');
    close();
    await closed;
    expect(stream.destroyed).toBe(true);
  });

  it('breaks off where the headers are none', async () => {
    const broken = Buffer.from('800300010000000f0000000100000000000000000000000000', 'hex').subarray(0, 23);
    const aborted = new Promise<void>((resolve) => {
      serveSpdy(
        {
          write: () => undefined,
          onBytes: (take) => take(Buffer.concat([broken, broken])),
          onClose: () => undefined,
          abort: resolve,
        },
        () => undefined,
      );
    });
    await expect(aborted).resolves.toBeUndefined();
  });
});
