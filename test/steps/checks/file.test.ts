import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { file } from '../../../src/steps/checks/file.ts';
import { fakeClock, fakeFiles, fakeRunContext, previewContext } from '../../fixtures/run-context.ts';

const now = Date.parse('2026-03-02T10:00:00Z');
const here = '/home/ops/repo';

async function look(args: Readonly<Record<string, unknown>>, changed = now) {
  const files = fakeFiles(
    {
      [`${here}/a.txt`]: 'hello world\n',
      [`${here}/empty`]: '',
      [`${here}/folder/x`]: 'x',
      '/sessions/one/s.json': '{"a":1}',
      '/sessions/one/steps/step-1/own': 'x',
    },
    { [`${here}/a.txt`]: changed },
  );
  return file.run(args, fakeRunContext({ ports: { files, clock: fakeClock(now) } }));
}

const sha256 = createHash('sha256').update('hello world\n').digest('hex');

describe('the check file', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a file that is there', { path: 'a.txt' }, 'pass'],
    ['an absolute path', { path: `${here}/a.txt` }, 'pass'],
    ['a file that is not there', { path: 'none' }, 'fail'],
    ['a file that is rightly not there', { path: 'none', exists: false }, 'pass'],
    ['a file that must not be there', { path: 'a.txt', exists: false }, 'fail'],
    ['a folder', { path: 'folder' }, 'fail'],
    ['a file of the session', { path: 's.json', in: 'session', json: { path: '.a', equals: 1 } }, 'pass'],
    ['a file of the attempt', { path: 'own', in: 'step' }, 'pass'],
    ['an empty file', { path: 'empty', 'not-empty': true }, 'fail'],
    ['a file that is not empty', { path: 'a.txt', 'not-empty': true }, 'pass'],
    ['what it contains', { path: 'a.txt', contains: 'world' }, 'pass'],
    ['what it does not contain', { path: 'a.txt', contains: 'mars' }, 'fail'],
    ['a pattern', { path: 'a.txt', matches: '^hello' }, 'pass'],
    ['its digest', { path: 'a.txt', sha256: sha256.toUpperCase() }, 'pass'],
    ['another digest', { path: 'a.txt', sha256: '0'.repeat(64) }, 'fail'],
  ])('answers to %s', async (_what, args, verdict) => {
    const result = await look(args);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence.some((row) => row.result === verdict)).toBe(true);
  });

  it.each([
    [now - 60_000, 'pass'],
    [now - 60_001, 'fail'],
    [now + 3_600_000, 'fail'],
  ])('holds the age of a file changed at %i', async (changed, verdict) => {
    expect((await look({ path: 'a.txt', 'newer-than': '1m' }, changed)).verdict).toBe(verdict);
  });

  it('says what it expects', () => {
    expect(file.describe({ path: 'a', 'newer-than': '1h', contains: 'x' }, previewContext())).toBe(
      'a exists, contains "x", was changed within 1h',
    );
    expect(file.describe({ path: 'a', exists: false }, previewContext())).toBe('a does not exist');
  });
});
