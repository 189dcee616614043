import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  checkpointText,
  parseCheckpoint,
} from '../../../src/session/log/checkpoint-text.ts';
import { noDigest, sha256 } from '../../../src/session/log/digest.ts';

const checkpoint: Checkpoint = {
  session: '20260102-030405-deploy-0a1b',
  number: 3,
  time: '2026-01-02T03:04:05.678Z',
  events: 41,
  head: sha256('head'),
  previous: noDigest,
  file: 'events/000001.jsonl',
  bytes: 12_345,
  sha256: sha256('prefix'),
};

describe('the text of a checkpoint', () => {
  it('is the one that docs/log.md shows', () => {
    expect(
      checkpointText(checkpoint)
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual([
      'teei-runbook checkpoint v1',
      'session',
      'number',
      'time',
      'events',
      'head',
      'previous',
      'file',
      'bytes',
      'sha256',
      '',
    ]);
  });

  it('is read back as it was written', () => {
    expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
  });

  it('is refused after any change that leaves another meaning or form', () => {
    const text = checkpointText(checkpoint);
    const others = [
      `${text}\n`,
      text.slice(0, -1),
      text.replace('v1', 'v2'),
      text.replace('41', '041'),
      text.replace('41', '4e1'),
      text.replace('41', '-41'),
      text.replace('events/000001.jsonl', '../000001.jsonl'),
      text.replace('session: 2', 'session: ../2'),
      text.replaceAll('\n', '\r\n'),
      `${text}note: trust me\n`,
    ];
    expect(others.map((other) => parseCheckpoint(other))).toEqual(others.map(() => undefined));
  });

  it('never reads text that it would not write', () => {
    fc.assert(
      fc.property(
        fc.nat(checkpointText(checkpoint).length),
        fc.string({ minLength: 1, maxLength: 3 }),
        (at, put) => {
          const text = checkpointText(checkpoint);
          const changed = `${text.slice(0, at)}${put}${text.slice(at)}`;
          const read = parseCheckpoint(changed);
          expect(read === undefined || checkpointText(read) === changed).toBe(true);
        },
      ),
    );
  });
});
