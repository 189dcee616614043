import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/steps/kinds/verify.ts';
import type { Step } from '../../../src/runbook/model.ts';
import {
  fakeClock,
  fakeFiles,
  fakeHttp,
  fakeRunContext,
  fakeShell,
  previewContext,
} from '../../fixtures/run-context.ts';
import { runbookOf, shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { problemsOf } from '../../fixtures/session/problems-of.ts';

function only(text: string): Step {
  const [step] = runbookOf(text).steps;
  if (step === undefined) throw new Error('there is no step');
  return step;
}

function run(
  step: Step,
  context: Parameters<typeof fakeRunContext>[0],
): ReturnType<NonNullable<typeof verify.run>> {
  if (verify.run === undefined) throw new Error('verify runs nothing');
  return verify.run(step, fakeRunContext(context));
}

const fileCheck = ['kind: verify', 'id: see', 'check: file', 'with: { path: /x }'];

describe('a verification that is looked at while it looks', () => {
  it('tells how long each answer took, and where there was none', async () => {
    const request = 'GET https://a.example.com/health';
    const answers = [{ milliseconds: 12.4 }, 'no route to host', { milliseconds: 30 }, {}];
    const context = fakeRunContext({
      ports: { http: fakeHttp(answers.map((answer) => ({ request, answer }))), clock: fakeClock() },
    });
    const step = only(
      yamlStep(
        'kind: verify',
        'check: http.check',
        'with: { url: "https://a.example.com/health" }',
        'count: 4',
        'interval: 1s',
      ),
    );
    await verify.run?.(step, context);
    expect(context.told.progress.map(({ trend }) => trend)).toEqual([
      { label: 'answer in', unit: 'ms', values: [12] },
      { label: 'answer in', unit: 'ms', values: [12, undefined] },
      { label: 'answer in', unit: 'ms', values: [12, undefined, 30] },
    ]);
  });
});

describe('a soak', () => {
  const soak = (...lines: readonly string[]): Step => only(yamlStep(...fileCheck, 'interval: 20s', ...lines));

  it('looks by the interval for at least as long as it says, and shows how far it is', async () => {
    const clock = fakeClock();
    const context = fakeRunContext({ ports: { files: fakeFiles({ '/x': '' }), clock } });
    const outcome = await verify.run?.(soak('for: 50s'), context);
    expect(outcome?.result).toBe('passed');
    expect(outcome?.summary).toMatch(/\(4 looks\)$/);
    expect(clock.sleeps).toEqual([20_000, 20_000, 20_000]);
    expect(context.told.progress.map(({ summary }) => summary.split(':')[0])).toEqual([
      'look 1 of 4',
      'look 2 of 4',
      'look 3 of 4',
    ]);
  });

  it('fails as soon as more looks fail than are forgiven', async () => {
    const clock = fakeClock();
    const outcome = await run(soak('for: 10m', 'failure-limit: 1'), {
      ports: { files: fakeFiles({}), clock },
    });
    expect(outcome).toMatchObject({ result: 'failed' });
    expect(clock.sleeps).toHaveLength(1);
  });

  it('takes a value, which is filled in before it runs', () => {
    expect(problemsOf(yamlStep(...fileCheck, 'for: "${soak}"'))).not.toMatch(/duration/);
    expect(problemsOf(yamlStep(...fileCheck, 'for: a while'))).toMatch(/must be a duration/);
    expect(problemsOf(yamlStep(...fileCheck, 'for: 1m', 'count: 3'))).toMatch(/can not stand beside `count`/);
  });
});

describe('a verification', () => {
  it('looks once where there is neither a count nor a timeout', async () => {
    const outcome = await run(only(yamlStep(...fileCheck)), { ports: { files: fakeFiles({}) } });
    expect(outcome).toMatchObject({ result: 'failed', problem: { code: 'step/check-failed' } });
  });

  it('looks as often as passes in a row are asked for', async () => {
    const clock = fakeClock();
    const step = only(yamlStep(...fileCheck, 'consecutive-success: 3', 'interval: 5s'));
    const outcome = await run(step, { ports: { files: fakeFiles({ '/x': '' }), clock } });
    expect(outcome).toMatchObject({ result: 'passed' });
    expect(clock.sleeps).toEqual([5_000, 5_000]);
  });

  it('waits first where it is told to', async () => {
    const clock = fakeClock();
    const step = only(yamlStep(...fileCheck, 'initial-delay: 30s'));
    await run(step, { ports: { files: fakeFiles({ '/x': '' }), clock } });
    expect(clock.sleeps).toEqual([30_000]);
  });

  it('does not look any more once it was stopped while it waited', async () => {
    const controller = new AbortController();
    const clock = fakeClock();
    const sleep = (): Promise<void> => {
      controller.abort('operator');
      return Promise.resolve();
    };
    const files = { ...fakeFiles({}), read: () => Promise.reject(new Error('looked')) };
    const step = only(yamlStep(...fileCheck, 'initial-delay: 30s'));
    const outcome = await run(step, {
      ports: { files, clock: { ...clock, sleep } },
      signal: controller.signal,
    });
    expect(outcome).toMatchObject({
      result: 'error',
      stopped: 'operator',
      summary: 'stopped before the first look',
    });
  });

  it('looks again until the time of the step is over, and has then not passed', async () => {
    const controller = new AbortController();
    const clock = fakeClock();
    const sleep = async (ms: number): Promise<void> => {
      await clock.sleep(ms);
      if (clock.sleeps.length === 3) controller.abort('timeout');
    };
    const step = only(yamlStep(...fileCheck, 'timeout: 6s'));
    const outcome = await run(step, {
      ports: { files: fakeFiles({}), clock: { ...clock, sleep } },
      signal: controller.signal,
    });
    expect(outcome).toMatchObject({ result: 'failed', stopped: 'timeout' });
    expect(clock.sleeps).toEqual([2_000, 2_000, 2_000]);
  });

  it('runs the shell block below it', async () => {
    const step = only(shellStep('kind: verify, id: see, check: command', 'systemctl is-active x'));
    expect(verify.preview(step, previewContext())).toMatchObject({ command: 'systemctl is-active x' });
    const shell = fakeShell([{ script: 'systemctl is-active x', exit: { code: 3 } }]);
    expect(await run(step, { ports: { shell } })).toMatchObject({ result: 'failed' });
  });

  it('is an error, and no pass, where it needs a cluster and there is none', async () => {
    const step = only(yamlStep('kind: verify', 'id: see', 'check: cluster.identity'));
    expect(await run(step, {})).toMatchObject({
      result: 'error',
      problem: {
        code: 'step/check-error',
        hint: 'say requires: { cluster: true } in the front matter, or give --context',
      },
    });
  });
});

describe('a verification that can’t be right', () => {
  it.each([
    ['an unknown check', yamlStep('kind: verify', 'id: a', 'check: fil', 'with: { path: /x }'), 'file'],
    ['an action', yamlStep('kind: verify', 'id: a', 'check: snapshot.take'), 'snapshot.take is no check'],
    [
      'arguments that the check does not take',
      yamlStep('kind: verify', 'id: a', 'check: file', 'with: { pth: /x }'),
      'pth',
    ],
    [
      'fewer looks than passes in a row',
      yamlStep(...fileCheck, 'count: 2', 'consecutive-success: 3'),
      'consecutive-success',
    ],
    [
      'a template in shell text',
      yamlStep('kind: verify', 'id: a', 'check: command', 'with: { run: "echo ${version}" }'),
      '"$VERSION"',
    ],
    ['a shell block with another check', shellStep('kind: verify, id: a, check: file'), 'command'],
  ])('is refused for %s', (_what, text, word) => {
    expect(problemsOf(text)).toContain(word);
  });

  it('takes braces of the shell itself in a block', () => {
    expect(problemsOf(shellStep('kind: verify, id: a, check: command', 'echo "${version}"'))).toBe('');
  });
});
