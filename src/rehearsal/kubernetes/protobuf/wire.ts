/** One value on the wire: a number, or bytes of a text, a message or plain bytes. */
export type WireValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

/** The values of a message by field number, in the order of the wire. */
export type WireFields = ReadonlyMap<number, readonly WireValue[]>;

/**
 * Reads one message of protocol buffers (protobuf.dev, encoding). Undefined: the bytes are none. Fixed-width fields
 * are passed over, since no object of the API that is sent to us has one.
 */
export function readFields(bytes: Buffer): WireFields | undefined {
  const fields = new Map<number, WireValue[]>();
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (tag === undefined) return undefined;
    const read = readValue(bytes, tag.next, Number(tag.value) & 7);
    if (read === undefined || read.next > bytes.length) return undefined;
    at = read.next;
    const number = Number(tag.value >> 3n);
    if (read.value !== undefined) fields.set(number, [...(fields.get(number) ?? []), read.value]);
  }
  return fields;
}

interface Read {
  readonly value: WireValue | undefined;
  readonly next: number;
}

function readValue(bytes: Buffer, at: number, wireType: number): Read | undefined {
  switch (wireType) {
    case 0: {
      const read = readVarint(bytes, at);
      if (read === undefined) return undefined;
      return { value: { kind: 'number', value: Number(BigInt.asIntN(64, read.value)) }, next: read.next };
    }
    case 1:
      return { value: undefined, next: at + 8 };
    case 2: {
      const length = readVarint(bytes, at);
      if (length === undefined) return undefined;
      const end = length.next + Number(length.value);
      return { value: { kind: 'bytes', bytes: bytes.subarray(length.next, end) }, next: end };
    }
    case 5:
      return { value: undefined, next: at + 4 };
    default:
      return undefined;
  }
}

/** The longest varint: 64 bits in groups of seven. */
const longest = 10;

function readVarint(
  bytes: Buffer,
  from: number,
): { readonly value: bigint; readonly next: number } | undefined {
  let value = 0n;
  for (let index = 0; index < longest; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: from + index + 1 };
  }
  return undefined;
}
