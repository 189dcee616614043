/** A frame of SPDY/3.1, as far as a session with streams needs them; what it may ignore is `other`. */
export type Frame =
  | { readonly kind: 'data'; readonly stream: number; readonly last: boolean; readonly bytes: Buffer }
  | { readonly kind: 'open'; readonly stream: number; readonly last: boolean; readonly headers: Buffer }
  | { readonly kind: 'reset'; readonly stream: number }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'other' };

const types = { open: 1, reply: 2, reset: 3, ping: 6 } as const;
const version = 3;
const headLength = 8;
const finish = 1;
/** The status of a reset that says that the stream is not wanted any more. */
const cancel = 5;

/** The whole frames at the beginning of some bytes, and what is left of them. */
export function readFrames(bytes: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (bytes.length - at >= headLength) {
    const end = at + headLength + bytes.readUIntBE(at + 5, 3);
    if (end > bytes.length) break;
    frames.push(frameOf(bytes.subarray(at, end)));
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}

function frameOf(bytes: Buffer): Frame {
  const first = bytes.readUInt32BE(0);
  const last = (bytes.readUInt8(4) & finish) !== 0;
  const body = bytes.subarray(headLength);
  const isControl = first >>> 31 === 1;
  if (!isControl) return { kind: 'data', stream: first, last, bytes: body };
  switch (first & 0xffff) {
    case types.open:
      // After the stream's id: the stream it belongs to, its priority and slot.
      return body.length < 10
        ? { kind: 'other' }
        : { kind: 'open', stream: body.readUInt32BE(0) & 0x7fffffff, last, headers: body.subarray(10) };
    case types.reset:
      return body.length < 4
        ? { kind: 'other' }
        : { kind: 'reset', stream: body.readUInt32BE(0) & 0x7fffffff };
    case types.ping:
      return body.length < 4 ? { kind: 'other' } : { kind: 'ping', id: body.readUInt32BE(0) };
    default:
      return { kind: 'other' };
  }
}

/** `bytes`: fewer than 16 MiB. `last`: nothing follows from this side. */
export function dataFrame(stream: number, bytes: Buffer, last: boolean): Buffer {
  return frame(stream, last, bytes);
}

/** Accepts a stream. `headers`: packed. */
export function replyFrame(stream: number, headers: Buffer): Buffer {
  return control(types.reply, Buffer.concat([number32(stream), headers]));
}

export function resetFrame(stream: number): Buffer {
  return control(types.reset, Buffer.concat([number32(stream), number32(cancel)]));
}

export function pingFrame(id: number): Buffer {
  return control(types.ping, number32(id));
}

function control(type: number, body: Buffer): Buffer {
  return frame(0x80000000 + version * 0x10000 + type, false, body);
}

function frame(first: number, last: boolean, body: Buffer): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(first, 0);
  head.writeUInt8(last ? finish : 0, 4);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
