import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventful, recordsOf, writeSession } from '../cli/write-session.ts';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

const old = '20260102-030405-greet-0a1b';

function workspaceWithOldSession(): Workspace {
  const workspace = openWorkspace();
  const ends = eventful.filter(({ type }) => type.startsWith('session.'));
  writeSession(join(workspace.folder, 'state/teei-runbook/sessions'), recordsOf(old, ends));
  return workspace;
}

function visible(workspace: Workspace): readonly string[] {
  return workspace.sessions().filter((name) => !name.startsWith('.'));
}

describe('sessions prune at a terminal', () => {
  it.each(['y', '', 'no'])('removes nothing for the answer “%s”', async (answer) => {
    const workspace = workspaceWithOldSession();
    const terminal = openTerminal(workspace, ['sessions', 'prune', '--older-than', '30d']);
    await terminal.sees('Type yes to do it: ');
    terminal.says(answer);
    expect(await terminal.ends()).toBe(4);
    expect(terminal.screen()).toContain('Nothing was removed.');
    expect(visible(workspace)).toEqual([old]);
  });

  it('removes what it named once somebody says yes', async () => {
    const workspace = workspaceWithOldSession();
    const terminal = openTerminal(workspace, ['sessions', 'prune', '--older-than', '30d']);
    await terminal.sees(old);
    await terminal.sees('Remove 1 session (');
    terminal.says('yes');
    expect(await terminal.ends()).toBe(0);
    expect(terminal.screen()).toContain('1 session removed');
    expect(visible(workspace)).toEqual([]);
  });
});
