import { describe, expect, it } from 'vitest';
import { item, runbookText } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

function workspaceWith(head: string): Workspace {
  const workspace = openWorkspace();
  workspace.write('runbooks/wait.md', `${head}${runbookText('Wait', item('first', 'The first'))}`);
  return workspace;
}

function expectRestored(user: ScreenUser): void {
  expect(user.alternate()).toBe(false);
  expect(user.cursorShown()).toBe(true);
  expect(user.pastesInBrackets()).toBe(false);
}

const signals = [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const;

describe('a signal before there is a session', () => {
  it.each(signals)('%s in the library gives the terminal back, and ends with %i', async (signal, code) => {
    const user = openScreen(workspaceWith(''), []);
    await user.sees('Wait');
    user.signals(signal);
    expect(await user.ends()).toBe(code);
    expectRestored(user);
  });

  it.each(signals)('%s in a form gives the terminal back, and ends with %i', async (signal, code) => {
    const parameters = '---\nparameters:\n  place: { type: string, description: Where }\n---\n';
    const user = openScreen(workspaceWith(parameters), ['wait']);
    await user.sees('Nothing runs before you say so.');
    user.signals(signal);
    expect(await user.ends()).toBe(code);
    expectRestored(user);
  });
});
