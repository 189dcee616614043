import { describe, expect, it, vi } from 'vitest';
import { problem } from '../../../src/problem/problem.ts';
import type { StepKind } from '../../../src/steps/define-step.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import { fakeFiles } from '../../fixtures/run-context.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { codes, eventsOf, onlyEvent, openSession, reopen, run } from '../../fixtures/session/open-session.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const pin = { server: 'https://one', uid: 'u-1', context: 'prod', namespace: 'teei', version: 'v1.32.1' };

describe('a command that does not end by itself', () => {
  it('is stopped when its timeout is over, and has failed', async () => {
    const text = shellStep('id: a, timeout: 2m', 'hang');
    const { session, clock, journal } = await openSession({ text, scripts: { hang: { hangs: true } } });
    const ran = run(session);
    await vi.waitUntil(() => clock.sleepers() === 1 && session.stepState('a').status.status === 'running');
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
    await vi.waitUntil(() => clock.sleepers() === 1);
    clock.advance(60_000);
    await ran;
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'failed', stopped: 'timeout' });
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

describe('the pin', () => {
  const text = shellStep('id: look, effect: read', 'look') + shellStep('id: change', 'change');
  const scripts = { look: {}, change: {} };

  it.each([
    ['server', 'https://two'],
    ['uid', 'u-2'],
    ['context', 'other'],
    ['namespace', 'elsewhere'],
  ])('stops a change on a cluster with another %s before anything is run', async (key, value) => {
    const cluster = fakeCluster({ identity: () => Promise.resolve({ ...pin, [key]: value }) });
    const { session, shell, journal } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    const refused = await run(session);
    expect(codes(refused)).toEqual(['session/cluster-changed']);
    expect(shell.runs.map(({ script }) => script)).toEqual(['look']);
    expect(eventsOf(journal, 'step.started').map(({ step }) => step.id)).toEqual(['look']);
  });

  it.each<[string, Cluster | undefined, string]>([
    ['there is no connection', undefined, 'session/cluster-changed'],
    [
      'it does not answer',
      fakeCluster({ identity: () => Promise.reject(new Error('ETIMEDOUT')) }),
      'session/cluster-unchecked',
    ],
  ])('stops a change where %s', async (_what, cluster, code) => {
    const { session, shell } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    expect(codes(await run(session))).toEqual([code]);
    expect(shell.runs).toHaveLength(1);
  });

  it('is on record as checked where it is the same, whatever its version', async () => {
    const cluster = fakeCluster({ identity: () => Promise.resolve({ ...pin, version: 'v1.33.0' }) });
    const { session, journal } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    await run(session);
    expect(eventsOf(journal, 'step.started').map((event) => event.cluster_checked)).toEqual([
      undefined,
      true,
    ]);
  });

  it('never lets another step run than the one it was checked for', async () => {
    const held = Promise.withResolvers<typeof pin>();
    const cluster = fakeCluster({ identity: () => held.promise });
    const { session, shell } = await openSession({
      text: shellStep('id: a', 'change') + shellStep('id: b', 'look'),
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    const ran = run(session);
    await session.dispatch({ intent: 'skip', reason: 'meanwhile' });
    held.resolve(pin);
    expect(codes(await ran)).toEqual(['session/moved-on']);
    expect(shell.runs).toEqual([]);
  });
});

describe('a secret that is not in this process', () => {
  const text =
    shellStep('id: login, effect: read, capture: { token: { json: .token, secret: true } }', 'login') +
    shellStep('id: use, effect: read', 'curl -H "$TOKEN"');
  const scripts = { login: { stdout: '{"token":"s3cr3t-value"}' }, 'curl -H "$TOKEN"': {} };

  it('refuses the step that uses it, and names the step to go back to', async () => {
    const opened = await openSession({ text, scripts });
    await run(opened.session);
    const { session, shell } = await reopen(opened, { text, scripts });
    const refused = await run(session);
    expect(refused).toMatchObject({
      ok: false,
      problems: [
        { code: 'session/secret-missing', hint: 'go back to login, which takes it again: back login' },
      ],
    });
    expect(shell.runs).toEqual([]);
    await session.dispatch({ intent: 'back', to: 'login', reason: 'token again' });
    await run(session);
    expect(codes(await run(session))).toEqual([]);
    expect(shell.runs.at(-1)?.env['TOKEN']).toBe('s3cr3t-value');
  });

  it('says of a parameter that the next resume asks for it', async () => {
    const only = shellStep('id: use', 'curl -H "$TOKEN"');
    const opened = await openSession({ text: only, secrets: { token: 'abcdef' }, scripts });
    const { session } = await reopen(opened, { text: only, scripts });
    expect(await run(session)).toMatchObject({ ok: false, problems: [{ code: 'session/secret-missing' }] });
  });
});

function capturing(captures: string): string {
  return shellStep(`id: a, capture: { ${captures} }`, 'x');
}
