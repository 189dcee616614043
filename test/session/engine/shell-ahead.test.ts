import { describe, expect, it } from 'vitest';
import { walkUnattended } from '../../../src/session/engine/unattended.ts';
import type { ShellSetup } from '../../../src/steps/ports/shell.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { must, openSession, type Opening, run } from '../../fixtures/session/open-session.ts';

/** Walks a runbook whose first command is `one`, and gives what was said to follow it. */
async function saidToFollow(text: string, more: Partial<Opening> = {}): Promise<ShellSetup | undefined> {
  let next: ShellSetup | undefined;
  const one = {
    stdout: 'x\n',
    during: (request: { next?(): ShellSetup | undefined }) => (next = request.next?.()),
  };
  const { session } = await openSession({
    text,
    scripts: { one, two: {} },
    ...more,
    facts: { mode: 'unattended', ...more.facts },
  });
  await walkUnattended(session, () => false);
  return next;
}

describe('the shell that will be asked for next', () => {
  it('is what the step after it then asks for', async () => {
    const { session, shell } = await openSession({
      text: shellStep('id: a', 'one') + shellStep('id: b', 'two'),
      scripts: { one: { during: (request) => said.push(request.next?.()) }, two: {} },
      facts: { mode: 'unattended', params: { version: 'v1' } },
      secrets: { token: 'a-long-enough-secret' },
    });
    const said: (ShellSetup | undefined)[] = [];
    must(await walkUnattended(session, () => false));
    const { script, cwd, env, interactive } = shell.runs[1] ?? {};
    expect(said).toEqual([{ script, cwd, env, interactive }]);
    expect(env).toMatchObject({ VERSION: 'v1', TOKEN: 'a-long-enough-secret' });
  });

  const one = shellStep('id: a', 'one');
  it.each<[string, string, Partial<Opening>?]>([
    ['there is none', one],
    [
      'the step takes a value from its output',
      shellStep('id: a, capture: { x: { output: "(x)" } }', 'one') + shellStep('id: b', 'two'),
    ],
    ['the next has a condition', one + shellStep('id: b, when: { value: way, equals: b }', 'two')],
    ['the next wants a person’s consent', one + shellStep('id: b, confirm: true', 'two')],
    ['the next asks a person', `${one}\n- [ ] Looked\n`],
    [
      'the next starts no shell by itself',
      one + yamlStep('kind: verify', 'id: b', 'check: command', 'with: { run: two }'),
    ],
    [
      'the next changes production',
      shellStep('id: a, effect: read', 'one') + shellStep('id: b', 'two'),
      { production: true },
    ],
  ])('is not told where %s', async (_what, text, more = {}) => {
    expect(await saidToFollow(text, more)).toBeUndefined();
  });

  it('is told where the session is unattended alone', async () => {
    let next: ShellSetup | undefined;
    const text = one + shellStep('id: b', 'two');
    const { session } = await openSession({
      text,
      scripts: { one: { during: (request) => (next = request.next?.()) } },
    });
    must(await run(session));
    expect(next).toBeUndefined();
    expect(await saidToFollow(text)).toMatchObject({ script: 'two' });
  });
});
