import { describe, expect, it } from 'vitest';
import { fakeFiles } from '../../fixtures/run-context.ts';
import { codes, onlyEvent, openSession, run } from '../../fixtures/session/open-session.ts';
import { shellStep } from '../../fixtures/session/plan.ts';

describe('captures', () => {
  it.each([
    ['a pattern', "build: { output: 'build (\\d+)' }", 'build 17 done\n', '17'],
    ['a path in JSON', "build: { json: '.items[0].n' }", '{"items":[{"n":3}]}', 3],
    ['a file', 'build: { file: out.txt }', '', 'from the file'],
  ])('take a value by %s, for later steps', async (_what, captures, stdout, value) => {
    const files = fakeFiles({ '/sessions/20260302-100000-main-7f3a/steps/a/1/out.txt': 'from the file\n' });
    const { session, journal, shell } = await openSession({
      text: capturing(captures) + shellStep('id: b', 'next'),
      scripts: { x: { stdout }, next: {} },
      ports: { files },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.finished').captures).toEqual({ build: value });
    await run(session);
    expect(shell.runs[1]?.env['BUILD']).toBe(String(value));
  });

  it('that find nothing make the step an error', async () => {
    const { session } = await openSession({
      text: capturing('build: { json: .n }'),
      scripts: { x: { stdout: '{}' } },
    });
    await run(session);
    expect(session.stepState('a').status).toMatchObject({
      status: 'failed',
      problem: { code: 'capture/missing' },
    });
  });

  it('are not taken from a step that failed', async () => {
    const { session } = await openSession({
      text: capturing("build: { output: '(.*)' }"),
      scripts: { x: { stdout: '17', code: 1 } },
    });
    await run(session);
    expect(session.state.values.has('build')).toBe(false);
  });

  it('that are too long for the log are an error, and never cut', async () => {
    const { session } = await openSession({
      text: capturing("build: { output: '(.*)' }"),
      scripts: { x: { stdout: 'y'.repeat(100_000) } },
    });
    expect(codes(await run(session))).toEqual([]);
    expect(session.stepState('a').status).toMatchObject({ problem: { code: 'capture/too-long' } });
  });

  it('from a file that can’t be read are an error', async () => {
    const files = { ...fakeFiles({}), read: () => Promise.reject(new Error('EISDIR')) };
    const { session } = await openSession({
      text: capturing('build: { file: out }'),
      scripts: { x: {} },
      ports: { files },
    });
    expect(codes(await run(session))).toEqual([]);
    expect(session.stepState('a').status).toMatchObject({ problem: { code: 'capture/missing' } });
  });
});

function capturing(captures: string): string {
  return shellStep(`id: a, capture: { ${captures} }`, 'x');
}
