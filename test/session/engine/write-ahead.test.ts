import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/problem/problem.ts';
import { shellStep } from '../../fixtures/session/plan.ts';
import { codes, onlyEvent, openSession, reopen, run } from '../../fixtures/session/open-session.ts';

const text = shellStep('id: a', 'deploy');

describe('write ahead', () => {
  it('logs the start before the shell is called, the process before it may run, the end after it', async () => {
    const { session, trace } = await openSession({ text, scripts: { deploy: {} } });
    expect(codes(await run(session))).toEqual([]);
    expect(trace.slice(0, 8)).toEqual([
      'session.started',
      'step.started',
      'shell called',
      'step.spawned',
      'gate opened',
      'command ended',
      'step.finished',
      'session.ended',
    ]);
  });

  it('logs a yes before it asks for anything else', async () => {
    const { session, journal } = await openSession({ text, scripts: { deploy: {} } });
    await run(session);
    expect(onlyEvent(journal, 'step.started')).toMatchObject({ command: 'deploy', step: { attempt: 1 } });
    expect(onlyEvent(journal, 'step.spawned')).toMatchObject({
      process: { pid: 4711, start: '77', boot_id: 'boot' },
    });
  });
});

describe('a log that can’t be written', () => {
  it('at the start of a step: nothing is run, and the problem comes back', async () => {
    const { session, shell } = await openSession({
      text,
      journal: { failsOn: ({ type }) => type === 'step.started' },
    });
    expect(codes(await run(session))).toEqual(['log/write-failed']);
    expect(shell.runs).toEqual([]);
    expect(session.state.steps.has('a')).toBe(false);
    expect(session.running).toBe(false);
  });

  it('once the process is there: it is never let go, and nothing more is run', async () => {
    const { session, trace } = await openSession({
      text,
      scripts: { deploy: {} },
      journal: { failsOn: ({ type }) => type === 'step.spawned' },
    });
    expect(codes(await run(session))).toEqual(['log/poisoned']);
    expect(trace).not.toContain('gate opened');
    expect(codes(await session.dispatch({ intent: 'note', text: 'x' }))).toEqual(['log/poisoned']);
  });

  it('once the step has ended: it is reported, and the session takes no more', async () => {
    const opening = { text: text + shellStep('id: b', 'next'), scripts: { deploy: {}, next: {} } };
    const opened = await openSession({
      ...opening,
      journal: { failsOn: ({ type }) => type === 'step.finished' },
    });
    expect(codes(await run(opened.session))).toEqual(['log/write-failed']);
    expect(codes(await run(opened.session))).not.toEqual([]);
    expect(opened.shell.runs).toHaveLength(1);
    expect(codes(await opened.session.close())).toEqual(['log/poisoned']);
    expect(opened.journal.closed()).toBe(true);
    const { session } = await reopen(opened, opening);
    expect(session.stepState('a').status).toMatchObject({ status: 'interrupted', attempt: 1 });
    expect(codes(await run(session))).toEqual(['session/interrupted']);
  });

  it('when a person answers: nothing is taken for answered', async () => {
    const { session } = await openSession({
      text,
      journal: { failsOn: ({ type }) => type === 'step.skipped' },
    });
    expect(codes(await session.dispatch({ intent: 'skip', reason: 'x' }))).toEqual(['log/write-failed']);
    expect(session.current?.id).toBe('a');
  });

  it.each([
    ['the step’s folder', 'openStepFolder'],
    ['its output', 'openOutput'],
  ] as const)('for want of %s: nothing is run, and the step says so', async (_what, method) => {
    const broken = { [method]: problem('log/step-folder', 'the disk is full', { hint: 'make room' }) };
    const { session, shell, journal } = await openSession({ text, journal: { broken } });
    expect(codes(await run(session))).toEqual([]);
    expect(shell.runs).toEqual([]);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      result: 'error',
      problem: { code: 'step/not-started', message: 'the disk is full', hint: 'make room' },
    });
  });

  it.each([
    ['written', 'write'],
    ['filed', 'closeOutput'],
  ] as const)('for output that could not be %s: the record says so', async (_what, method) => {
    const broken = { [method]: problem('log/output-missing', 'the output could not be kept') };
    const { session, journal } = await openSession({
      text,
      scripts: { deploy: { stdout: 'done\n' } },
      journal: { broken },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      result: 'passed',
      problem: { code: 'log/output-missing' },
    });
  });
});

describe('intents that come at the same time', () => {
  it('are decided one after the other: a step is never skipped, or passed over, twice', async () => {
    const { session, journal } = await openSession({ text: text + shellStep('id: b') + shellStep('id: c') });
    const [first, second] = await Promise.all([
      session.dispatch({ intent: 'skip', reason: 'one' }),
      session.dispatch({ intent: 'skip', reason: 'two' }),
    ]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    const skipped = journal.records.flatMap(({ event }) => (event.type === 'step.skipped' ? [event.id] : []));
    expect(skipped).toEqual(['a', 'b']);
  });

  it('never let a second run in', async () => {
    const { session, shell } = await openSession({ text, scripts: { deploy: {} } });
    const both = await Promise.all([run(session), run(session)]);
    expect(both.map(codes)).toEqual([[], ['session/running']]);
    expect(shell.runs).toHaveLength(1);
  });
});
