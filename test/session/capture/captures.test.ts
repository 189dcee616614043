import { describe, expect, it } from 'vitest';
import type { Capture, CaptureSource } from '../../../src/runbook/model.ts';
import { takeCaptures } from '../../../src/session/capture/captures.ts';

const named = (name: string, source: CaptureSource): Capture => ({ name, source, secret: false });

async function take(source: CaptureSource, stdout: string, truncated = false) {
  const files = new Map([['id.txt', 'job-7\r\n']]);
  const taken = await takeCaptures(
    [named('x', source)],
    { stdout: Buffer.from(stdout), truncated },
    (file) =>
      file === 'locked'
        ? Promise.reject(new Error('EACCES'))
        : Promise.resolve(optionalBuffer(files.get(file))),
  );
  return taken.ok ? taken.value['x'] : taken.problems.map(({ code }) => code);
}

function optionalBuffer(text: string | undefined): Buffer | undefined {
  return text === undefined ? undefined : Buffer.from(text);
}

describe('captures', () => {
  it.each<[string, CaptureSource, string, unknown]>([
    ['a pattern’s group', { from: 'output', pattern: 'id=(\\w+)' }, 'a\nid=q7 x', 'q7'],
    ['a pattern without a group', { from: 'output', pattern: 'v[0-9.]+' }, 'is v1.2.3', 'v1.2.3'],
    ['a pattern that is not there', { from: 'output', pattern: 'zz' }, 'abc', ['capture/missing']],
    ['a text in JSON', { from: 'json', path: '.items[0].name' }, '{"items":[{"name":"a"}]}', 'a'],
    ['a number in JSON', { from: 'json', path: '.n' }, '{"n":0}', 0],
    ['false in JSON', { from: 'json', path: '.n' }, '{"n":false}', false],
    ['null in JSON', { from: 'json', path: '.n' }, '{"n":null}', ['capture/missing']],
    ['a path that is not there', { from: 'json', path: '.m' }, '{"n":1}', ['capture/missing']],
    ['an inherited name', { from: 'json', path: '.constructor' }, '{}', ['capture/missing']],
    ['an object', { from: 'json', path: '.n' }, '{"n":{}}', ['capture/not-a-value']],
    ['what is not JSON', { from: 'json', path: '.n' }, 'Error: no', ['capture/not-json']],
    ['a file', { from: 'file', file: 'id.txt' }, '', 'job-7'],
    ['no file', { from: 'file', file: 'none' }, '', ['capture/missing']],
    ['a file that can’t be read', { from: 'file', file: 'locked' }, '', ['capture/missing']],
  ])('take %s', async (_what, source, stdout, expected) => {
    expect(await take(source, stdout)).toEqual(expected);
  });

  it('take nothing from output that was cut, though files are whole', async () => {
    expect(await take({ from: 'output', pattern: 'a' }, 'aaa', true)).toEqual(['capture/truncated']);
    expect(await take({ from: 'json', path: '.' }, '1', true)).toEqual(['capture/truncated']);
    expect(await take({ from: 'file', file: 'id.txt' }, '', true)).toBe('job-7');
  });

  it('take all or none, and tell every problem', async () => {
    const both = [
      named('a', { from: 'output', pattern: 'b' }),
      named('c', { from: 'output', pattern: 'zz' }),
    ];
    const output = { stdout: Buffer.from('abc'), truncated: false };
    const none = await takeCaptures([...both, ...both], output, () => Promise.resolve(undefined));
    expect(none).toMatchObject({
      ok: false,
      problems: [{ code: 'capture/missing' }, { code: 'capture/missing' }],
    });
  });
});
