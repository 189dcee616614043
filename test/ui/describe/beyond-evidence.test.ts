import { describe, expect, it } from 'vitest';
import type { LoggedEvidence } from '../../../src/session/state.ts';
import { beyondEvidence, saysNext } from '../../../src/ui/describe/beyond-evidence.ts';

const file: LoggedEvidence = [
  {
    check: 'file',
    result: 'fail',
    what: 'exists',
    where: '/releases/current.txt',
    expected: 'there is such a file',
    observed: 'no such file',
    next: 'Look at the release job',
  },
];
const exit: LoggedEvidence = [
  { check: 'command', result: 'fail', what: 'exit code', expected: 'exit code 0', observed: 'exit code 1' },
];

describe('beyondEvidence', () => {
  it('says nothing where the evidence has said it all', () => {
    const said = '/releases/current.txt: expected there is such a file, observed no such file';
    expect(beyondEvidence(said, file)).toBe('');
    expect(beyondEvidence('Exit code 1, expected 0.', exit)).toBe('');
    expect(beyondEvidence('exit code 1', exit)).toBe('');
  });

  it('keeps what stands in brackets behind it', () => {
    const said = '/releases/current.txt: expected there is such a file, observed no such file (3 looks)';
    expect(beyondEvidence(said, file)).toBe('3 looks');
  });

  it('says all of it where one word is new, or where there is no evidence', () => {
    const late = '2 of 3 rolled out, not within 30s; api: NotReady in pod api-1';
    expect(beyondEvidence(late, file)).toBe(late);
    expect(beyondEvidence('Exit code 2, expected 0.', exit)).toBe('Exit code 2, expected 0.');
    expect(beyondEvidence('not', [])).toBe('not');
  });
});

describe('saysNext', () => {
  it('holds only for the hint of evidence that did not pass', () => {
    expect(saysNext(file, 'Look at the release job')).toBe(true);
    expect(saysNext(file, 'Read its output')).toBe(false);
    const passed = file.map((each) => ({ ...each, result: 'pass' as const }));
    expect(saysNext(passed, 'Look at the release job')).toBe(false);
  });
});
