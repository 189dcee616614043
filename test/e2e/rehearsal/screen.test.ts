import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { uses } from '../support/offered-keys.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

describe.skipIf(!isInstalled('kubectl'))('a rehearsal on the full screen', () => {
  it('tells what it is about, then walks the runbook under a header that says REHEARSAL', async () => {
    const workspace = openRehearsalWorkspace();
    const user = openScreen(workspace, ['deploy', '--rehearse', 'crash-loop'], { columns: 120 });
    await user.sees('REHEARSAL: The new version crashes as it starts');
    await user.sees('Time runs 20 times as fast as the clock.');
    await uses(user, 'Enter', 'Begin');
    await user.sees(/REHEARSAL +time ×20/);
    await user.sees('rehearsal/teei-production');
    await uses(user, 'Enter', 'run');
    await user.sees('▸ to do 2');
    await uses(user, 'q', 'leave');
    await uses(user, 'Enter', 'End the rehearsal and leave');
    await user.sees('its platform is gone');
    expect(await user.ends()).toBe(3);
    expect(workspace.platforms()).toEqual([]);
    expectWholeLogs(workspace);
  });

  it('ends by a signal while the briefing is read, and leaves nothing', async () => {
    const workspace = openRehearsalWorkspace();
    const user = openScreen(workspace, ['deploy', '--rehearse'], { columns: 120 });
    await user.sees('REHEARSAL: A release without a fault');
    process.kill(user.pid, 'SIGTERM');
    expect(await user.ends()).toBe(143);
    expect(workspace.platforms()).toEqual([]);
  });

  it('starts nothing where the operator does not begin', async () => {
    const workspace = openRehearsalWorkspace();
    const user = openScreen(workspace, ['deploy', '--rehearse'], { columns: 120 });
    await user.sees('REHEARSAL: A release without a fault');
    await uses(user, 'Esc', 'Start nothing');
    expect(await user.ends()).toBe(4);
    expect(workspace.platforms()).toEqual([]);
  });
});
