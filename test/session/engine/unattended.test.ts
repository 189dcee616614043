import { describe, expect, it } from 'vitest';
import { walkUnattended } from '../../../src/session/engine/unattended.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { must, type Opened, openSession, type Opening } from '../../fixtures/session/open-session.ts';

const never = (): boolean => false;

function open(opening: Opening): Promise<Opened> {
  return openSession({ ...opening, facts: { mode: 'unattended', ...opening.facts } });
}

describe('a session that nobody looks at', () => {
  it('runs commands and verifications to the end', async () => {
    const { session, shell } = await open({
      text: shellStep('id: a', 'one') + shellStep('id: b, effect: read', 'two'),
      scripts: { one: {}, two: {} },
    });
    expect(must(await walkUnattended(session, never))).toEqual({ end: 'ended' });
    expect(shell.runs.map(({ script }) => script)).toEqual(['one', 'two']);
    expect(session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
  });

  it.each<[string, Opening]>([
    ['a tick', { text: '- [ ] Merged\n' }],
    [
      'a tick with a check beside it',
      { text: '- [ ] Merged\n      <!-- step: { check: { check: file, with: { path: /x } } } -->\n' },
    ],
    [
      'a question',
      { text: yamlStep('kind: ask', 'id: a', 'question: How many?', 'asks: { n: { type: integer } }') },
    ],
    ['an approval', { text: yamlStep('kind: approval', 'id: a', 'role: qa') }],
    ['a choice', { text: yamlStep('kind: decide', 'id: a', 'question: Which?', 'choices: [{ value: b }]') }],
    ['a step that wants consent', { text: shellStep('id: a, confirm: true') }],
    ['a command that takes the terminal over', { text: shellStep('id: a, effect: read, interactive: true') }],
    ['a change in production', { text: shellStep('id: a'), production: true }],
    ['an open condition', { text: shellStep('id: a, effect: read, when: { value: way, equals: b }') }],
    [
      'a value that nothing has set',
      { text: yamlStep('kind: verify', 'id: a', 'check: file', 'with: { path: "${nowhere}" }') },
    ],
  ])('stops at %s, for a person to go on', async (_what, opening) => {
    const { session, shell } = await open(opening);
    expect(must(await walkUnattended(session, never))).toMatchObject({ end: 'person-needed' });
    expect(session.state.phase).toMatchObject({ phase: 'paused' });
    expect(shell.runs).toEqual([]);
  });

  it('runs what only looks in production, and stops before the first change', async () => {
    const { session, shell } = await open({
      text: shellStep('id: look, effect: read', 'look') + shellStep('id: change', 'change'),
      scripts: { look: {} },
      production: true,
    });
    expect(must(await walkUnattended(session, never))).toMatchObject({
      end: 'person-needed',
      step: 'change',
    });
    expect(shell.runs).toHaveLength(1);
  });

  it('pauses after a failure, and ends as failed where the runbook stops', async () => {
    const scripts = { x: { code: 1 } };
    const asks = await open({ text: shellStep('id: a', 'x'), scripts });
    expect(must(await walkUnattended(asks.session, never))).toMatchObject({ end: 'failed', step: 'a' });
    expect(asks.session.state.phase).toMatchObject({ phase: 'paused' });
    const stops = await open({ text: shellStep('id: a, on-failure: stop', 'x'), scripts });
    expect(must(await walkUnattended(stops.session, never))).toMatchObject({ end: 'failed' });
    expect(stops.session.state.phase).toMatchObject({ phase: 'ended', outcome: 'failed' });
    expect(stops.shell.runs).toHaveLength(1);
  });

  it('never enters the runbook of an on-failure by itself', async () => {
    const { session, shell } = await open({
      text: shellStep('id: a, on-failure: { runbook: rollback }', 'x'),
      library: { rollback: shellStep('id: undo', 'undo') },
      scripts: { x: { code: 1 } },
    });
    expect(must(await walkUnattended(session, never))).toMatchObject({ end: 'failed' });
    expect(shell.runs).toHaveLength(1);
  });

  it('goes on where the runbook says so, and does not end as completed', async () => {
    const { session } = await open({
      text: shellStep('id: a, on-failure: continue', 'x') + shellStep('id: b', 'y'),
      scripts: { x: { code: 1 }, y: {} },
    });
    expect(must(await walkUnattended(session, never))).toEqual({ end: 'ended' });
    expect(session.state.phase).toMatchObject({ outcome: 'failed' });
  });

  it('runs nothing more once it is asked to stop', async () => {
    const opened = await open({
      text: shellStep('id: a', 'one') + shellStep('id: b', 'two'),
      scripts: { one: {}, two: {} },
    });
    const stopped = (): boolean => opened.shell.runs.length > 0;
    expect(must(await walkUnattended(opened.session, stopped))).toEqual({ end: 'stopped' });
    expect(opened.shell.runs).toHaveLength(1);
  });

  it('gives a failing log back as the problem that it is', async () => {
    const { session, shell } = await open({
      text: shellStep('id: a'),
      journal: { failsOn: ({ type }) => type === 'step.started' },
    });
    expect(await walkUnattended(session, never)).toMatchObject({
      ok: false,
      problems: [{ code: 'log/write-failed' }],
    });
    expect(shell.runs).toEqual([]);
  });
});
