import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/decide/decide.ts';
import { comparePlans, startSession } from '../../../src/session/engine/open.ts';
import { planOf, shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { runByPerson, walkOf } from '../../fixtures/session/walk.ts';
import {
  codes,
  eventsOf,
  fakesFor,
  onlyEvent,
  openSession,
  reopen,
  run,
  startFacts,
} from '../../fixtures/session/open-session.ts';

const text = shellStep('id: a, on-failure: { runbook: rollback }', 'one') + shellStep('id: b', 'two');
const library = { rollback: shellStep('id: undo', 'undo') };

describe('starting a session', () => {
  it('keeps every file of the plan and logs what it starts with; of a secret only its name', async () => {
    const { journal, deps } = await openSession({
      text,
      library,
      secrets: { token: 's3cr3t-value' },
      facts: {
        params: { version: 'v1' },
        occasion: { purpose: 'a hotfix', change: { ticket: 'CHG-1' }, git_identity: { name: 'Olga' } },
        revisions: new Map([['main.md', { git_rev: 'abc', dirty: true }]]),
      },
    });
    expect([...journal.kept.keys()]).toEqual(deps.plan.files.map(({ sha256 }) => sha256));
    expect(onlyEvent(journal, 'session.started')).toMatchObject({
      runbook: { id: 'main', path: 'main.md', git_rev: 'abc', dirty: true },
      files: [{ id: 'main' }, { id: 'rollback' }],
      environment: { name: 'production', production: false },
      params: { version: 'v1' },
      secrets: ['token'],
      purpose: 'a hotfix',
      change: { ticket: 'CHG-1' },
      git_identity: { name: 'Olga' },
    });
    expect(journal.lines.join('')).not.toContain('s3cr3t-value');
  });

  it('goes to the first step that needs somebody, and runs nothing', async () => {
    const skipped = shellStep('id: z, when: { value: way, equals: b }', 'zero');
    const { session, shell } = await openSession({
      text: skipped + text,
      library,
      facts: { params: { way: 'a' } },
    });
    expect(session.current?.id).toBe('a');
    expect(shell.runs).toEqual([]);
  });

  it('is no session where the log can’t be begun', async () => {
    const fakes = fakesFor({ text, library, journal: { failsOn: () => true } });
    expect(codes(await startSession(fakes.deps, startFacts))).toEqual(['log/write-failed']);
  });
});

describe('resuming a session', () => {
  it('stands where it stood, with what was captured, and runs nothing', async () => {
    const capturing =
      shellStep("id: a, capture: { build: { output: '(.*)' } }", 'one') + shellStep('id: b', 'two');
    const opening = { text: capturing, scripts: { one: { stdout: '17' }, two: {} } };
    const opened = await openSession(opening);
    await run(opened.session);
    const { session, shell, journal } = await reopen(opened, opening);
    expect(session.current?.id).toBe('b');
    expect(shell.runs).toEqual([]);
    expect(eventsOf(journal, 'session.resumed')).toHaveLength(1);
    await run(session);
    expect(shell.runs[0]?.env['BUILD']).toBe('17');
    expect(session.state.phase).toMatchObject({ outcome: 'completed' });
  });

  it('goes on with a step that had passed only as far as the log says', async () => {
    const opening = { text, library, scripts: { one: {} } };
    const opened = await openSession({
      ...opening,
      journal: { failsOn: ({ type }) => type === 'step.finished' },
    });
    await run(opened.session);
    const { session } = await reopen(opened, opening);
    expect(session.stepState('a').status.status).toBe('interrupted');
  });

  it('counts whoever resumes among the operators', async () => {
    const opened = await openSession({ text, library });
    const { session } = await reopen(opened, {
      text,
      library,
      actor: { id: 'rita', authtype: 'os', key_fp: 'SHA256:r' },
    });
    expect([...session.state.operators]).toEqual(['olga', 'rita', 'SHA256:r']);
    expect(session.state.operator).toBe('rita');
  });
});

describe('a runbook that has changed', () => {
  it('keeps steps that are equal in id and content, and voids the others that were begun', () => {
    const walk = walkOf(shellStep('id: a', 'one') + shellStep('id: b', 'two') + shellStep('id: c', 'three'));
    walk.finish();
    walk.finish();
    const changed = planOf(shellStep('id: a', 'one') + shellStep('id: b', 'TWO') + shellStep('id: new', 'x'));
    expect(comparePlans(walk.plan, changed, walk.state)).toEqual({ kept: ['a'], voided: ['b'] });
  });

  it('voids every approval: it was given for the other text', () => {
    const approval = yamlStep('kind: approval', 'id: go', 'role: qa');
    const walk = walkOf(shellStep('id: a', 'one') + approval + shellStep('id: b', 'two'), {
      inventory: { approvals: { unsigned: 'allowed' } },
    });
    walk.finish();
    walk.act({ intent: 'approve', decision: 'yes', name: 'Rita', shown: 'x' });
    const changed = planOf(shellStep('id: a', 'one') + approval + shellStep('id: b', 'TWO'));
    expect(comparePlans(walk.plan, changed, walk.state)).toEqual({ kept: ['a'], voided: ['go'] });
  });

  it('voids what was changed in the on-failure runbook that is walked', () => {
    const walk = walkOf(text, { library });
    walk.finish('failed');
    walk.act({ intent: 'recover', reason: 'x' });
    walk.act(runByPerson);
    const changed = planOf(text, { rollback: shellStep('id: undo', 'UNDO') });
    expect(comparePlans(walk.plan, changed, walk.state)).toEqual({ kept: ['a'], voided: ['rollback.undo'] });
  });

  it('never ends a rollback as carried out because its runbook is gone', async () => {
    const opening = { text, library, scripts: { one: { code: 1 } } };
    const opened = await openSession(opening);
    await run(opened.session);
    await opened.session.dispatch({ intent: 'recover', reason: 'x' });
    const without = fakesFor({ text: yamlStep('kind: ask', 'id: q', 'question: Q?', 'asks: { n: {} }') });
    const deciding = { ...opened.session.deciding, plan: without.deps.plan };
    expect(codes(decide(deciding, { intent: 'advance' }))).toEqual(['session/no-branch']);
  });
});
