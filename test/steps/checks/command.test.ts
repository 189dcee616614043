import { describe, expect, it } from 'vitest';
import { command } from '../../../src/steps/checks/command.ts';
import {
  fakeRunContext,
  fakeShell,
  previewContext,
  type ShellExpectation,
} from '../../fixtures/run-context.ts';

type Script = Extract<ShellExpectation, { readonly script: unknown }>;

async function look(args: Readonly<Record<string, unknown>>, ran: Partial<Script> = {}) {
  const context = fakeRunContext({ ports: { shell: fakeShell([{ script: 'look', ...ran }]) } });
  return { ...(await command.run({ run: 'look', ...args }, context)), told: context.told };
}

const takesPattern = (matches: string): boolean =>
  command.schema.safeParse({ run: 'x', stdout: { matches } }).success;

describe('the check command', () => {
  it('says what it expects', () => {
    const args = { run: 'x', stdout: { contains: 'ready', empty: false }, stderr: { empty: true } };
    expect(command.describe(args, previewContext())).toBe(
      'exit code 0, stdout contains "ready", stdout is not empty, stderr is empty',
    );
  });

  it('runs the text as it is, under the gate, with its output shown', async () => {
    const result = await look({}, { stdout: 'out', stderr: 'err' });
    expect(result.told).toMatchObject({ output: { stdout: 'out', stderr: 'err' }, spawned: [4711] });
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ what: 'exit code', result: 'pass' }] });
  });

  it.each<[string, Record<string, unknown>, Partial<Script>, string]>([
    ['another exit code', {}, { exit: { code: 1 } }, 'fail'],
    ['the expected exit code', { exit: 1 }, { exit: { code: 1 } }, 'pass'],
    ['a command that is not there', {}, { exit: { code: 127 } }, 'error'],
    ['a command that can’t be run', {}, { exit: { code: 126 } }, 'error'],
    ['a signal', {}, { exit: { code: undefined, signal: 'SIGKILL' } }, 'error'],
    ['being stopped', {}, { exit: { code: 0 }, stopped: 'timeout' }, 'error'],
    ['text that is there', { stdout: { contains: 'b' } }, { stdout: 'abc' }, 'pass'],
    ['text that is not there', { stdout: { contains: 'z' } }, { stdout: 'abc' }, 'fail'],
    ['text on the other stream', { stdout: { contains: 'b' } }, { stderr: 'abc' }, 'fail'],
    ['text that must not be there', { stdout: { 'not-contains': 'b' } }, { stdout: 'abc' }, 'fail'],
    ['text that is rightly not there', { stdout: { 'not-contains': 'z' } }, { stdout: 'abc' }, 'pass'],
    ['a pattern', { stdout: { matches: '^v\\d+' } }, { stdout: 'v12' }, 'pass'],
    ['a pattern that is not there', { stdout: { matches: '^v\\d+$' } }, { stdout: 'xv1' }, 'fail'],
    ['equal text but for its line end', { stdout: { equals: 'abc' } }, { stdout: 'abc\n' }, 'pass'],
    ['unequal text', { stdout: { equals: 'ab' } }, { stdout: 'abc\n' }, 'fail'],
    ['no output', { stdout: { empty: true } }, {}, 'pass'],
    ['output where none is expected', { stderr: { empty: true } }, { stderr: 'warning' }, 'fail'],
    ['JSON', { stdout: { json: { path: '.a[0]', equals: 1 } } }, { stdout: '{"a":[1]}' }, 'pass'],
    [
      'JSON of another type',
      { stdout: { json: { path: '.a', equals: '1' } } },
      { stdout: '{"a":1}' },
      'fail',
    ],
    [
      'JSON without the value',
      { stdout: { json: { path: '.b', equals: 1 } } },
      { stdout: '{"a":1}' },
      'fail',
    ],
    ['no JSON', { stdout: { json: { path: '.b', equals: 1 } } }, { stdout: 'oops' }, 'error'],
  ])('answers to %s', async (_what, args, ran, verdict) => {
    const result = await look(args, ran);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence.some((row) => row.result === verdict)).toBe(true);
  });

  it('proves nothing by output that it could not keep whole', async () => {
    const stdout = `start${'x'.repeat(1024 * 1024)}`;
    expect((await look({ stdout: { contains: 'start' } }, { stdout })).verdict).toBe('pass');
    expect((await look({ stdout: { contains: 'end' } }, { stdout })).verdict).toBe('error');
    expect((await look({ stdout: { 'not-contains': 'end' } }, { stdout })).verdict).toBe('error');
    expect((await look({ stdout: { equals: 'end' } }, { stdout })).verdict).toBe('error');
  });

  it('refuses a pattern that is not RE2, and takes one with a template', () => {
    expect(takesPattern('(?=x)')).toBe(false);
    expect(takesPattern('${image-tag}$')).toBe(true);
    expect(command.schema.safeParse({ run: 'x', stdot: {} }).success).toBe(false);
  });
});
