import { describe, expect, it } from 'vitest';
import { openPipes, openTerminal } from './support/open-terminal.ts';
import { spawnedIsGone } from './support/spawned-process.ts';
import { expectWholeLogs, openWorkspace } from './support/workspace.ts';

const runbook = `# Signals

<!-- step: { id: wait, effect: read } -->
\`\`\`bash
echo begun; sleep 600; echo never >> "$LEDGER"
\`\`\`
`;

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe('a signal to the program', () => {
  it.each(signals)(
    '%s while a command runs unattended stops it, pauses the session and ends with %i',
    async (signal, code) => {
      const workspace = openWorkspace();
      workspace.write('wait.md', runbook);
      const session = openPipes(workspace, ['wait.md', '--unattended']);
      await session.sees('│ begun');
      process.kill(session.pid, signal);
      expect(await session.ends()).toBe(code);
      await spawnedIsGone(workspace);
      const events = await workspace.events();
      expect(events).toContainEqual(expect.objectContaining({ type: 'step.finished', stopped: 'shutdown' }));
      expect(events.map(({ type }) => type)).toContain('session.paused');
      expect(workspace.ledgerLines()).toEqual([]);
      expectWholeLogs(workspace);
    },
  );

  it.each(signals)('%s at a prompt pauses the session and ends with %i', async (signal, code) => {
    const workspace = openWorkspace();
    workspace.write('wait.md', runbook);
    const session = openTerminal(workspace, ['wait.md', '--plain']);
    await session.sees('wait> ');
    process.kill(session.pid, signal);
    expect(await session.ends()).toBe(code);
    expect((await workspace.events()).map(({ type }) => type)).toContain('session.paused');
    expectWholeLogs(workspace);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s while a command runs at the terminal stops it and ends with %i', async (signal, code) => {
    const workspace = openWorkspace();
    workspace.write('wait.md', runbook);
    const session = openTerminal(workspace, ['wait.md', '--plain']);
    await session.sees('wait> ');
    session.says('run');
    await session.sees('│ begun');
    process.kill(session.pid, signal);
    expect(await session.ends()).toBe(code);
    await spawnedIsGone(workspace);
    expectWholeLogs(workspace);
  });

  it('keeps a second writer out while the first is suspended', async () => {
    const workspace = openWorkspace();
    workspace.write('wait.md', runbook);
    const session = openTerminal(workspace, ['wait.md', '--plain']);
    await session.sees('wait> ');
    process.kill(session.pid, 'SIGSTOP');
    const before = workspace.logLines();
    const second = openPipes(workspace, ['--resume', '--plain']);
    await second.sees(`(process ${session.pid} on `);
    expect(await second.ends()).toBe(2);
    expect(workspace.logLines()).toEqual(before);
    process.kill(session.pid, 'SIGCONT');
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expectWholeLogs(workspace);
  });
});
