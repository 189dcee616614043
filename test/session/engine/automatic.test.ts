import { describe, expect, it } from 'vitest';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { must, openSession, type Opened, type Opening } from '../../fixtures/session/open-session.ts';
import { fakeFiles } from '../../fixtures/run-context.ts';

const first = shellStep('id: first', 'begin');
const looks = (id: string, ...more: readonly string[]): string =>
  yamlStep('kind: verify', `id: ${id}`, 'check: file', `with: { path: /${id} }`, ...more);
const run = { intent: 'run', consent: 'person' } as const;

function open(text: string, there: readonly string[], more: Partial<Opening> = {}): Promise<Opened> {
  const files = fakeFiles(Object.fromEntries(there.map((path) => [path, ''])));
  return openSession({ text, scripts: { begin: {}, end: {} }, ports: { files }, ...more });
}

describe('steps that run by themselves', () => {
  it('run once the step before them is done, up to one that waits for a person', async () => {
    const { session } = await open(first + looks('a', 'auto: true') + looks('b', 'auto: true') + looks('c'), [
      '/a',
      '/b',
      '/c',
    ]);
    expect(session.stepState('first').attempts).toBe(0);
    must(await session.dispatch(run));
    expect(session.current?.id).toBe('c');
    expect(session.stepState('c').attempts).toBe(0);
  });

  it('never begin a session, where nobody has pressed anything yet', async () => {
    const { session } = await open(looks('a', 'auto: true') + shellStep('id: last', 'end'), ['/a']);
    expect(session.stepState('a').attempts).toBe(0);
    must(await session.dispatch(run));
    expect(session.current?.id).toBe('last');
  });

  it('wait for the operator after one that did not pass, and do not repeat it', async () => {
    const { session } = await open(first + looks('a', 'auto: true') + looks('b', 'auto: true'), ['/b']);
    must(await session.dispatch(run));
    expect(session.current?.id).toBe('a');
    expect(session.stepState('a').attempts).toBe(1);
    must(await session.dispatch({ intent: 'note', text: 'thinking' }));
    expect(session.stepState('a').attempts).toBe(1);
    must(await session.dispatch({ intent: 'skip', reason: 'not today' }));
    expect(session.state.phase).toMatchObject({ phase: 'ended' });
  });

  it('follow an answer as they follow a run', async () => {
    const { session } = await open('- [ ] Merged\n\n' + looks('a', 'auto: true') + looks('b'), ['/a']);
    must(await session.dispatch({ intent: 'skip', reason: 'not today' }));
    expect(session.current?.id).toBe('b');
  });

  it.each([
    ['text of the runbook', shellStep('id: a, effect: read, auto: true', 'end')],
    ['what asks to be confirmed', looks('a', 'auto: true', 'confirm: true')],
    ['what does not say so', looks('a')],
  ])('are never %s', async (_what, text) => {
    const { session, shell } = await open(first + text, ['/a']);
    must(await session.dispatch(run));
    expect(session.stepState('a').attempts).toBe(0);
    expect(shell.runs).toHaveLength(1);
    expect(await session.dispatch({ intent: 'run', consent: 'auto' })).toMatchObject({
      ok: false,
      problems: [{ code: 'session/person-needed' }],
    });
  });
});
