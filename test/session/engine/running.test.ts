import { describe, expect, it, vi } from 'vitest';
import { problem } from '../../../src/problem/problem.ts';
import type { StepKind } from '../../../src/steps/define-step.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { codes, eventsOf, onlyEvent, openSession, run } from '../../fixtures/session/open-session.ts';

describe('a command that does not end by itself', () => {
  it('is stopped when its timeout is over, and has failed', async () => {
    const text = shellStep('id: a, timeout: 2m', 'hang');
    const { session, clock, journal } = await openSession({ text, scripts: { hang: { hangs: true } } });
    const ran = run(session);
    await vi.waitUntil(() => clock.sleepers() === 2 && session.stepState('a').status.status === 'running');
    clock.advance(119_999);
    expect(session.running).toBe(true);
    clock.advance(1);
    expect(codes(await ran)).toEqual([]);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      result: 'failed',
      stopped: 'timeout',
      signal: 'SIGTERM',
      milliseconds: 120_000,
      problem: { code: 'step/timeout' },
    });
  });

  it('leaves no timer behind when it ends in time', async () => {
    const { session, clock } = await openSession({
      text: shellStep('id: a, timeout: 2m', 'x'),
      scripts: { x: {} },
    });
    await run(session);
    expect(clock.sleepers()).toBe(0);
  });

  it.each(['operator', 'shutdown'] as const)('is stopped by %s, which is a failure', async (cause) => {
    const text = shellStep('id: a', 'hang');
    const opened = await openSession({ text, scripts: { hang: { hangs: true } } });
    const { session, journal, trace } = opened;
    const ran = run(session);
    await vi.waitUntil(() => trace.includes('gate opened'));
    session.stop(cause);
    await ran;
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'failed', stopped: cause });
    expect(session.stepState('a').status).toMatchObject({ problem: { code: 'step/stopped' } });
  });

  it.each([
    ['kubectl get pods -w', 'id: a, effect: read'],
    ['tail', 'id: a, effect: read, watch: true'],
  ])('has passed where watching is all it does: %s', async (script, annotation) => {
    const text = shellStep(annotation, script);
    const { session, journal, trace } = await openSession({ text, scripts: { [script]: { hangs: true } } });
    const ran = run(session);
    await vi.waitUntil(() => trace.includes('gate opened'));
    session.stop('operator');
    await ran;
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'passed', stopped: 'operator' });
  });

  it('has failed where its watching was cut off by the timeout', async () => {
    const text = shellStep('id: a, effect: read, watch: true, timeout: 1m', 'tail');
    const { session, journal, clock } = await openSession({ text, scripts: { tail: { hangs: true } } });
    const ran = run(session);
    await vi.waitUntil(() => clock.sleepers() === 2);
    clock.advance(60_000);
    await ran;
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'failed', stopped: 'timeout' });
  });
});

describe('a step that runs for long', () => {
  it('is vouched for by a checkpoint every five minutes, whatever the time of day does', async () => {
    const text = shellStep('id: a', 'hang');
    const { session, journal, clock, trace } = await openSession({
      text,
      scripts: { hang: { hangs: true } },
    });
    const ran = run(session);
    await vi.waitUntil(() => trace.includes('gate opened'));
    const before = eventsOf(journal, 'checkpoint').length;
    clock.advance(299_999);
    await session.settle();
    expect(eventsOf(journal, 'checkpoint')).toHaveLength(before);
    clock.advance(1);
    await vi.waitUntil(() => eventsOf(journal, 'checkpoint').length === before + 1);
    // Nothing was recorded since, so there is nothing new to vouch for.
    await vi.waitUntil(() => clock.sleepers() === 1);
    clock.advance(300_000);
    await vi.waitUntil(() => clock.sleepers() === 1);
    expect(eventsOf(journal, 'checkpoint')).toHaveLength(before + 1);
    await session.dispatch({ intent: 'note', text: 'still at it' });
    clock.advance(300_000);
    await vi.waitUntil(() => eventsOf(journal, 'checkpoint').length === before + 2);
    session.stop('operator');
    await ran;
    expect(clock.sleepers()).toBe(0);
  });
});

describe('a step that can’t be carried out', () => {
  it('is an error with the text of the fault, and the session goes on', async () => {
    const { session, journal } = await openSession({
      text: shellStep('id: a', 'x'),
      scripts: { x: { broken: 'spawn bash ENOENT' } },
    });
    expect(codes(await run(session))).toEqual([]);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({
      result: 'error',
      summary: 'spawn bash ENOENT',
      problem: { code: 'step/crashed' },
    });
    expect(session.running).toBe(false);
  });
});

describe('a step that has more to say than a record holds', () => {
  it('is on record all the same', async () => {
    const kind = stepKinds.get('command');
    if (kind === undefined) throw new Error('there is no command');
    const row = { check: 'c', result: 'pass' as const, what: 'w'.repeat(500), expected: 'e', observed: 'o' };
    const evidence = Array.from({ length: 1000 }, () => row);
    const talkative: StepKind = {
      ...kind,
      run: () => Promise.resolve({ result: 'passed', summary: 'all there', evidence }),
    };
    const { session, journal } = await openSession({ text: shellStep('id: a', 'x'), kinds: [talkative] });
    expect(codes(await run(session))).toEqual([]);
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'passed', summary: 'all there' });
  });
});

describe('on-failure: continue', () => {
  it('goes on after a failure, on record', async () => {
    const { session, journal } = await openSession({
      text: shellStep('id: a, on-failure: continue', 'x') + shellStep('id: b'),
      scripts: { x: { code: 1 } },
    });
    await run(session);
    expect(onlyEvent(journal, 'step.continued')).toMatchObject({ cause: 'annotation' });
    expect(session.current?.id).toBe('b');
  });

  it('ends as failed after the last step', async () => {
    const { session } = await openSession({
      text: shellStep('id: a, on-failure: continue', 'x'),
      scripts: { x: { code: 1 } },
    });
    await run(session);
    expect(session.state.phase).toMatchObject({ phase: 'ended', outcome: 'failed' });
  });

  it('does not speak for a required step', async () => {
    const { session, journal } = await openSession({
      text: shellStep('id: a, on-failure: continue, required: true', 'x'),
      scripts: { x: { code: 1 } },
    });
    expect(codes(await run(session))).toEqual([]);
    expect(eventsOf(journal, 'step.continued')).toEqual([]);
    expect(session.current?.id).toBe('a');
  });

  it('does not answer for a person where a verification was inconclusive', async () => {
    const kind = stepKinds.get('verify');
    if (kind === undefined) throw new Error('there is no verify');
    const unsure: StepKind = {
      ...kind,
      run: () =>
        Promise.resolve({
          result: 'inconclusive',
          summary: 'can’t tell',
          evidence: [],
          problem: problem('step/inconclusive', 'can’t tell'),
        }),
    };
    const text = yamlStep(
      'kind: verify',
      'id: see',
      'check: file',
      'with: { path: /x }',
      'on-failure: continue',
    );
    const { session, journal } = await openSession({ text, kinds: [unsure] });
    expect(codes(await run(session))).toEqual([]);
    expect(session.stepState('see').status).toMatchObject({ status: 'inconclusive' });
    expect(eventsOf(journal, 'step.continued')).toEqual([]);
  });

  it('does not tick an item whose look has failed', async () => {
    const text =
      '- [ ] It is there\n      <!-- step: { id: a, on-failure: continue, check: { check: file, with: { path: /x } } } -->\n';
    const { session, journal } = await openSession({ text });
    expect(codes(await run(session))).toEqual([]);
    expect(session.stepState('a').status).toMatchObject({ status: 'looked' });
    expect(eventsOf(journal, 'step.continued')).toEqual([]);
  });
});

describe('what a command is given', () => {
  it('has values, folders of earlier steps and its own folders as variables, and the session’s working folder', async () => {
    const opened = await openSession({
      text: shellStep('id: save-state', 'save') + shellStep('id: b', 'use'),
      scripts: { save: {}, use: {} },
      facts: { params: { 'image-tag': "v1'; rm -rf /" } },
      journal: { files: [{ path: 'steps/save-state/1/state.txt', sha256: 'abc', bytes: 3 }] },
    });
    await run(opened.session);
    await run(opened.session);
    const { folder } = opened.journal;
    expect(opened.shell.runs[1]).toMatchObject({
      script: 'use',
      cwd: '/home/olga/repo',
      env: {
        PATH: '/usr/bin:/bin',
        IMAGE_TAG: "v1'; rm -rf /",
        SESSION_DIR: folder,
        STEP_DIR: `${folder}/steps/b/1`,
        SAVE_STATE_DIR: `${folder}/steps/save-state/1`,
      },
    });
  });

  it('gets a folder of its own for every attempt', async () => {
    const { session, shell } = await openSession({
      text: shellStep('id: a', 'x'),
      scripts: { x: { code: 1 } },
    });
    await run(session);
    await run(session);
    expect(shell.runs.map(({ env }) => env['STEP_DIR']?.split('/').slice(-2))).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });

  it('carries working folder and exports over in a file without annotations alone', async () => {
    const plain = await openSession({ text: '```bash\nx\n```\n', scripts: { x: {} } });
    await run(plain.session);
    expect(plain.shell.runs[0]?.carry).toBe('/private/one/carry');
    const annotated = await openSession({ text: shellStep('id: a', 'x'), scripts: { x: {} } });
    await run(annotated.session);
    expect(annotated.shell.runs[0]?.carry).toBeUndefined();
  });
});
