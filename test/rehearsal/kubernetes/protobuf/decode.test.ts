import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeObject } from '../../../../src/rehearsal/kubernetes/protobuf/decode.ts';
import {
  type Json,
  listAt,
  type JsonObject,
  objectAt,
  withAt,
} from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { nameOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { recordedObjects } from '../../../fixtures/rehearsal/recorded/read.ts';

const decodable = recordedObjects().filter(
  ({ object }) => object.kind !== 'Node' && object.kind !== 'ControllerRevision',
);

/** What a server of 1.20, which was recorded, has otherwise in JSON than the types of 1.32 that are decoded. */
const sinceThen: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  HorizontalPodAutoscaler: (object) => withAt(object, ['status', 'conditions'], undefined),
  // The kinds of claim templates are not on the wire: the server fills them in when it reads.
  StatefulSet: (object) =>
    withAt(
      withAt(object, ['status', 'availableReplicas'], 0),
      ['spec', 'volumeClaimTemplates'],
      listAt(object, 'spec', 'volumeClaimTemplates').map(withoutKind),
    ),
};

function withoutKind(claim: Json): JsonObject {
  const { kind: _kind, apiVersion: _version, ...rest } = objectAt(claim);
  return rest;
}

describe('objects that a real server sent as protobuf', () => {
  it.each(decodable.map((one) => [`${one.object.kind} ${nameOf(one.object)}`, one] as const))(
    '%s is what it sent as JSON',
    (_, { object, protobuf }) => {
      expect(decodeObject(protobuf)).toEqual({ ok: true, value: sinceThen[object.kind]?.(object) ?? object });
    },
  );
});

const [first] = decodable;
const sample = first?.protobuf ?? Buffer.alloc(0);

describe('a body that is no such object', () => {
  it('is refused with 415 where its kind is unknown', () => {
    const body = Buffer.concat([
      sample.subarray(0, 4),
      message(1, Buffer.concat([text(1, 'x/v1'), text(2, 'Thing')])),
    ]);
    expect(decodeObject(body)).toMatchObject({
      failure: {
        reason: 'UnsupportedMediaType',
        message:
          'the simulation does not read Thing (x/v1) as application/vnd.kubernetes.protobuf; send it as JSON',
      },
    });
  });

  it('never throws, wherever it is cut off', () => {
    const answers = Array.from(sample, (_, length) => decodeObject(sample.subarray(0, length)));
    expect(answers.every((read) => read.ok || read.failure.reason !== 'InternalError')).toBe(true);
  });

  it('never throws, whatever the bytes', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        const head = sample.subarray(0, sample.length - bytes.length);
        expect(typeof decodeObject(Buffer.concat([head, bytes])).ok).toBe('boolean');
      }),
    );
  });
});

function message(number: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, body.length]), body]);
}

function text(number: number, value: string): Buffer {
  return message(number, Buffer.from(value));
}
