import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { runProgram } from '../program.ts';
import { openTerminal } from '../support/open-terminal.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace, type RehearsalWorkspace } from './rehearsal-workspace.ts';

const runbook = `---
id: look
requires: { cluster: true }
---
# Look

<!-- step: { id: look, effect: read } -->
\`\`\`bash
kubectl get namespaces -o name
env | grep -i real || echo 'nothing real'
\`\`\`

<!-- step: { id: wait, effect: read } -->
\`\`\`bash
echo begun; sleep 600
\`\`\`
`;

function openLook(): RehearsalWorkspace {
  const workspace = openRehearsalWorkspace();
  workspace.write('runbooks/look.md', runbook);
  return workspace;
}

describe.skipIf(!isInstalled('kubectl'))('the session of a rehearsal', () => {
  it('says that it is one, on every prompt, and reaches only its own platform', async () => {
    const workspace = openLook();
    const session = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await session.sees('REHEARSAL: A release without a fault');
    await session.sees('Time runs 20 times as fast as the clock.');
    await session.sees('REHEARSAL look> ');
    session.says('');
    await session.sees('namespace/teei-production');
    await session.sees('nothing real');
    await session.sees('REHEARSAL wait> ');
    session.says('leave');
    await session.sees('its platform is gone. Begin anew with: teei-runbook look --rehearse healthy');
    expect(await session.ends()).toBe(3);
    expect(workspace.platforms()).toEqual([]);
    const [started] = await workspace.events();
    expect(started).toMatchObject({ type: 'session.started', rehearsal: 'healthy', pace: 20 });
    expectWholeLogs(workspace);
  });

  it('can’t be resumed once its platform is gone, and is not what --resume means', async () => {
    const workspace = openLook();
    const session = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await session.sees('REHEARSAL look> ');
    session.says('leave');
    await session.ends();
    const [id = ''] = workspace.sessions();
    const place = { cwd: workspace.folder, env: workspace.env };
    const named = runProgram(['--resume', id], place);
    expect(named.stderr).toContain('was a rehearsal, and its platform is gone');
    expect(named.stderr).toContain('teei-runbook look --rehearse healthy');
    expect(named.exitCode).toBe(2);
    expect(runProgram(['--resume'], place).stderr).toContain('There is no unfinished session.');
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves nothing when %s comes while a command runs', async (signal, code) => {
    const workspace = openLook();
    const session = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await session.sees('REHEARSAL look> ');
    session.says('');
    await session.sees('REHEARSAL wait> ');
    session.says('');
    await session.sees('│ begun');
    process.kill(session.pid, signal);
    expect(await session.ends()).toBe(code);
    expect(workspace.platforms()).toEqual([]);
  });

  it('leaves nothing when a signal comes before there is a session', async () => {
    const workspace = openLook();
    const session = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await session.sees('REHEARSAL: A release without a fault');
    process.kill(session.pid, 'SIGTERM');
    expect(await session.ends()).toBe(143);
    expect(workspace.platforms()).toEqual([]);
  });

  it('leaves what the next one removes when it is killed', async () => {
    const workspace = openLook();
    const first = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await first.sees('REHEARSAL look> ');
    const [left = ''] = workspace.platforms();
    process.kill(first.pid, 'SIGKILL');
    await first.ends();
    expect(workspace.platforms()).toEqual([left]);
    const second = openTerminal(workspace, ['look', '--rehearse', '--plain']);
    await second.sees('REHEARSAL look> ');
    expect(workspace.platforms()).not.toContain(left);
    second.says('leave');
    await second.ends();
    expect(workspace.platforms()).toEqual([]);
  });

  it('is kept among the operator’s own, and told as what it was', async () => {
    const workspace = openLook();
    const session = openTerminal(workspace, ['look', '--rehearse', '--pace', '50', '--plain']);
    await session.sees('REHEARSAL look> ');
    session.says('leave');
    await session.ends();
    const [id = ''] = workspace.sessions();
    const place = { cwd: workspace.folder, env: workspace.env };
    expect(runProgram(['sessions', 'show', id], place).stdout).toMatch(/rehearsal\s+yes: healthy, 50 times/);
    expect(runProgram(['sessions', 'list'], place).stdout).toContain('rehearsal');
  });
});
