import { array, assert, bigInt, integer, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields, type WireValue } from '../../../../src/rehearsal/kubernetes/protobuf/wire.ts';

/** A varint: seven bits a byte, the low ones first. */
function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}

function field(number: number, value: WireValue): Buffer {
  if (value.kind === 'number')
    return Buffer.concat([varint(BigInt(number) << 3n), varint(BigInt(value.value))]);
  return Buffer.concat([
    varint((BigInt(number) << 3n) | 2n),
    varint(BigInt(value.bytes.length)),
    value.bytes,
  ]);
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);
const value = oneof(
  bigInt({ min: -safe, max: safe }).map((number): WireValue => ({ kind: 'number', value: Number(number) })),
  uint8Array({ maxLength: 40 }).map((bytes): WireValue => ({ kind: 'bytes', bytes: Buffer.from(bytes) })),
);

describe('the fields of a message', () => {
  it('are what was written, in its order', () => {
    assert(
      property(array(tuple(integer({ min: 1, max: 300 }), value)), (written) => {
        const bytes = Buffer.concat(written.map(([number, one]) => field(number, one)));
        const expected = Map.groupBy(written, ([number]) => number);
        const read = readFields(bytes);
        expect([...(read ?? [])]).toEqual(
          [...expected].map(([number, pairs]) => [number, pairs.map(([, one]) => one)]),
        );
      }),
    );
  });

  it('are passed over where they have a fixed width', () => {
    const fixed = [Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8]), Buffer.from([0x15, 1, 2, 3, 4])];
    const number: WireValue = { kind: 'number', value: 7 };
    expect(readFields(Buffer.concat([...fixed, field(3, number)]))).toEqual(new Map([[3, [number]]]));
  });

  it('are none where the bytes end too early, or are of no known type', () => {
    assert(
      property(uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const whole = field(1, { kind: 'bytes', bytes: Buffer.from(bytes) });
        expect(readFields(whole.subarray(0, -1))).toBeUndefined();
      }),
    );
    expect(readFields(Buffer.from([0x0b]))).toBeUndefined();
    expect(readFields(Buffer.alloc(11, 0xff))).toBeUndefined();
  });
});
