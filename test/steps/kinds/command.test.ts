import { describe, expect, it } from 'vitest';
import { command } from '../../../src/steps/kinds/command.ts';
import type { Step } from '../../../src/runbook/model.ts';
import type { Outcome } from '../../../src/steps/outcome.ts';
import {
  fakeRunContext,
  fakeShell,
  previewContext,
  type ShellExpectation,
} from '../../fixtures/run-context.ts';
import { runbookOf, shellStep } from '../../fixtures/session/plan.ts';

function only(text: string): Step {
  const [step] = runbookOf(text).steps;
  if (step === undefined) throw new Error('there is no step');
  return step;
}

function run(annotation: string, ends: Partial<ShellExpectation>): Promise<Outcome> {
  if (command.run === undefined) throw new Error('a command runs nothing');
  const shell = fakeShell([{ script: 'x', ...ends }]);
  return command.run(only(shellStep(annotation, 'x')), fakeRunContext({ ports: { shell } }));
}

describe('a command', () => {
  it.each<[string, string, Partial<ShellExpectation>, Outcome['result'], string]>([
    ['exit code 0', 'id: a', {}, 'passed', 'exit code 0'],
    ['another exit code', 'id: a', { exit: { code: 3 } }, 'failed', 'exit code 3'],
    ['the exit code that is expected', 'id: a, exit: 3', { exit: { code: 3 } }, 'passed', 'exit code 3'],
    ['0 where another is expected', 'id: a, exit: 3', {}, 'failed', 'exit code 0'],
    ['a signal', 'id: a', { exit: { code: undefined, signal: 'SIGSEGV' } }, 'failed', 'ended by SIGSEGV'],
    [
      'a stop, though it ended well',
      'id: a',
      { stopped: 'operator' },
      'failed',
      'stopped by the operator, exit code 0',
    ],
    [
      'a timeout, though it ended well',
      'id: a',
      { stopped: 'timeout' },
      'failed',
      'stopped after its timeout, exit code 0',
    ],
    [
      'a stop of what only watches',
      'id: a, watch: true',
      { stopped: 'operator' },
      'passed',
      'stopped by the operator',
    ],
    [
      'a shutdown of what only watches',
      'id: a, watch: true',
      { stopped: 'shutdown' },
      'failed',
      'stopped as the program ended, exit code 0',
    ],
    [
      'an end of what only watches by a failure',
      'id: a, watch: true',
      { exit: { code: 1 } },
      'failed',
      'exit code 1',
    ],
  ])('that ends by %s', async (_what, annotation, ends, result, summary) => {
    const outcome = await run(annotation, ends);
    expect(outcome).toMatchObject({ result, summary });
    expect(outcome.evidence).toMatchObject([
      { check: 'command', result: result === 'passed' ? 'pass' : 'fail' },
    ]);
  });

  it('hands its output on as it comes, and its process before it runs', async () => {
    const shell = fakeShell([{ script: 'x', stdout: 'out', stderr: 'err' }]);
    const context = fakeRunContext({ ports: { shell } });
    await command.run?.(only(shellStep('id: a', 'x')), context);
    expect(context.told).toMatchObject({ output: { stdout: 'out', stderr: 'err' }, spawned: [4711] });
  });

  it.each([
    ['id: a', ['whatever the command changes']],
    ['id: a, effect: read', []],
    ['id: a, changes: the replicas', ['the replicas']],
    ['id: a, changes: [the replicas, the quota]', ['the replicas', 'the quota']],
  ])('says what it changes: %s', (annotation, changes) => {
    expect(command.preview(only(shellStep(annotation, 'x')), previewContext()).changes).toEqual(changes);
  });

  it('is taken to change something where nothing is said', () => {
    const step = only('```bash\nls\n```\n');
    expect(command.effect(step.config, step.body)).toBe('change');
  });

  it.each(['kubectl get pods -w', 'kubectl logs -f deploy/x', 'tail -f log', 'watch ls'])(
    'says that it ends by hand: %s',
    (script) => {
      const { facts } = command.preview(only(shellStep('id: a', script)), previewContext());
      expect(facts).toEqual([{ label: 'ends', value: 'when you stop it' }]);
    },
  );
});
