import { describe, expect, it } from 'vitest';
import { type Clue, ranked } from '../../../../src/steps/checks/diagnose/clue.ts';
import { conclude } from '../../../../src/steps/checks/diagnose/conclude.ts';

function clue(more: Partial<Clue>): Clue {
  return {
    cause: 'crash-loop',
    services: ['analytics'],
    expected: 'ready',
    observed: 'exit code 1, restarted 3 times',
    next: 'read its log',
    ...more,
  };
}

describe('clues', () => {
  it('stand with the cause that explains others first, and of equal causes the one of more services', () => {
    const found = ranked([
      clue({ cause: 'slow', services: ['a', 'b', 'c'] }),
      clue({ cause: 'crash-loop', services: ['a'] }),
      clue({ cause: 'crash-loop', services: ['b', 'c'], observed: 'exit code 137' }),
      clue({ cause: 'vault-sealed', services: [] }),
    ]);
    expect(found.map(({ cause, services }) => [cause, services.length])).toEqual([
      ['vault-sealed', 0],
      ['crash-loop', 2],
      ['crash-loop', 1],
      ['slow', 3],
    ]);
  });

  it('are one where they say the same of several services, since the earliest', () => {
    const [only, ...more] = ranked([
      clue({ services: ['a'], since: '2026-01-02T00:00:00Z' }),
      clue({ services: ['b'], since: '2026-01-01T00:00:00Z', observed: 'exit code 1, restarted 4 times' }),
    ]);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ services: ['a', 'b'], since: '2026-01-01T00:00:00Z' });
  });
});

describe('the answer of a diagnosis', () => {
  const look = { what: '3 pods', clues: [], unseen: [] };
  const gap = { what: 'Vault itself', why: 'no endpoint', next: 'write it' };

  it('is a pass with the likeliest cause where something was found', () => {
    const found = {
      ...look,
      clues: [clue({ cause: 'slow' }), clue({ services: ['a', 'b'] })],
      unseen: [gap],
    };
    const answer = conclude('diagnose.pods', [found], (services) =>
      services.map((one) => `${one}=1`).join(', '),
    );
    expect(answer.verdict).toBe('pass');
    expect(answer.values).toEqual({
      cause: 'crash-loop',
      affected: 'a, b',
      'previous-revisions': 'a=1, b=1',
      findings: 2,
    });
    expect(answer.evidence.map(({ result }) => result)).toEqual(['fail', 'fail', 'inconclusive', 'pass']);
  });

  it('says what was looked at where nothing was found', () => {
    const answer = conclude('diagnose.pods', [look], () => '');
    expect(answer).toMatchObject({ verdict: 'pass', values: { cause: 'none', findings: 0 } });
    expect(answer.summary).toContain('3 pods');
  });

  it('does not pass where nothing was found and a part could not be looked at', () => {
    const answer = conclude('diagnose.secrets', [{ ...look, unseen: [gap] }], () => '');
    expect(answer).toMatchObject({
      verdict: 'inconclusive',
      evidence: [{ what: 'Vault itself', next: 'write it' }, {}],
    });
  });
});
