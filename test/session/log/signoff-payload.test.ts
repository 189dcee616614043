import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noDigest, sha256 } from '../../../src/session/log/digest.ts';
import {
  parseSignoffPayload,
  payloadDifference,
  signoffPayload,
  type UnsignedSignoff,
} from '../../../src/session/log/signoff-payload.ts';

const signoff: UnsignedSignoff = {
  step: { id: 'qa', attempt: 1 },
  kind: 'approve',
  decision: 'yes',
  role: 'qa',
  shown: sha256('shown'),
  name: 'Alice',
};

describe('the payload of a sign-off', () => {
  it('is the text that docs/log.md shows', () => {
    expect(signoffPayload('20260102-030405-deploy-0a1b', noDigest, signoff)).toEqual({
      namespace: 'teei-runbook-signoff@teei',
      text: [
        'teei-runbook sign-off v1',
        'session: 20260102-030405-deploy-0a1b',
        'step: "qa"',
        'attempt: 1',
        'kind: approve',
        'decision: yes',
        'role: "qa"',
        `head: ${noDigest}`,
        `shown: "${sha256('shown')}"`,
        'name: "Alice"',
        'note: -',
        '',
      ].join('\n'),
    });
  });

  it('differs for every fact that it covers', () => {
    const texts = [
      signoffPayload('a', noDigest, signoff),
      signoffPayload('b', noDigest, signoff),
      signoffPayload('a', sha256('other'), signoff),
      ...[
        { step: { id: 'other', attempt: 1 } },
        { step: { id: 'qa', attempt: 2 } },
        { kind: 'attest' as const },
        { decision: 'no' as const },
        { role: 'lead' },
        { shown: sha256('other') },
        { name: 'Bob' },
        { note: '-' },
      ].map((change) => signoffPayload('a', noDigest, { ...signoff, ...change })),
    ].map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('keeps a newline in a name or note inside its line (41)', () => {
    const { text } = signoffPayload('a', noDigest, {
      ...signoff,
      name: 'Bob\ndecision: no',
      note: 'x\nname: "Eve"',
    });
    expect(text.split('\n')).toHaveLength(12);
    expect(text).toContain('name: "Bob\\ndecision: no"\n');
  });

  it('is read back as it was written, whatever people have typed', () => {
    const text = fc.string({ unit: 'binary' });
    const arbitrary = fc.record(
      {
        step: fc.record({ id: text, attempt: fc.integer({ min: 1 }) }),
        kind: fc.constantFrom('attest' as const, 'approve' as const),
        decision: fc.constantFrom('yes' as const, 'no' as const),
        role: text,
        shown: text,
        name: text,
        note: text,
      },
      { requiredKeys: ['step', 'kind', 'decision', 'shown', 'name'] },
    );
    fc.assert(
      fc.property(arbitrary, (given) => {
        const payload = signoffPayload('a-session', noDigest, given);
        const expected = { session: 'a-session', head: noDigest, signoff: given };
        expect(parseSignoffPayload(payload.text)).toEqual(expected);
      }),
    );
  });

  it('is none with a line more, less, twice or otherwise', () => {
    const { text } = signoffPayload('a', noDigest, signoff);
    const changed = [
      `${text}\n`,
      text.slice(0, -1),
      text.replace('role: "qa"\n', ''),
      text.replace('kind: approve\n', 'kind: approve\nkind: approve\n'),
      text.replace('attempt: 1', 'attempt: 01'),
      text.replace('yes', 'maybe'),
    ];
    expect(changed.map((each) => parseSignoffPayload(each))).toEqual(changed.map(() => undefined));
  });

  it('says in which line two of them differ first', () => {
    const { text } = signoffPayload('a', noDigest, signoff);
    const other = signoffPayload('a', sha256('x'), { ...signoff, note: 'n' }).text;
    expect(payloadDifference(text, other)).toBe('head');
    expect(payloadDifference(text, text)).toBeUndefined();
  });
});
